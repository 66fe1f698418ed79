"""The officers of one workstation: who can sign in, what they may see, who has left.

Who is cleared for confidential dossiers lets others in and takes them out; somebody who is cleared
always stays, because nobody else could let anybody in again.
"""

from __future__ import annotations

from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.names import clean_text
from app.services.changes import Changes
from app.services.session import Session
from app.services.station import CLEARED, OfficerLine, Station, write_setting
from app.services.traces import (
    CLEARANCE_GIVEN,
    CLEARANCE_TAKEN,
    OFFICER_TAKEN_OUT,
    leave_trace,
)
from app.storage.store import Store


class Officers:
    """The use cases about those who work at this workstation."""

    def __init__(self, store: Store, session: Session, station: Station) -> None:
        self._store = store
        self._session = session
        self._station = station

    def lines(self) -> list[OfficerLine]:
        """Who can sign in here, in the order they were added."""
        return self._station.officers()

    def add(self, *, name: str, title: str, passphrase: str, cleared: bool) -> Changes:
        """Let one more officer sign in; errors as :meth:`Station.add_officer`."""
        return self._station.add_officer(
            name=name, title=clean_text(title), passphrase=passphrase, cleared=cleared
        )

    def change_own_passphrase(self, now: str, new: str) -> None:
        """Another passphrase for the officer at the keyboard, who types the present one.

        Raises Correctable at the field ``now`` or ``passphrase``.
        """
        self._prove(now, "now")
        self._station.change_passphrase(new)

    def renew_passphrase(self, officer: UUID, new: str, *, own: str) -> None:
        """Give a colleague, who forgot it and types a new one, another passphrase.

        ``own`` is that of the officer at the keyboard, who vouches for the colleague; only who is
        cleared vouches for somebody who is. Raises Correctable at ``own`` or ``passphrase``.
        """
        line = self._line(officer)
        if line.cleared:
            self._session.require_clearance()
        self._prove(own, "own")
        self._station.renew_passphrase(line, new)

    def set_title(self, officer: UUID, title: str) -> Changes:
        """What an officer is called on papers."""
        self._line(officer)
        with self._store.write(self._session.officer) as work:
            work.edit("officer", officer, {"title": clean_text(title)})
            work.commit()
        return Changes.of(officer, "officer")

    def set_cleared(self, officer: UUID, *, cleared: bool) -> Changes:
        """Let an officer see confidential dossiers, or no longer, from the next sign-in on.

        Raises Correctable: the officer at the keyboard is not cleared, or nobody would be left.
        """
        self._session.require_clearance()
        self._line(officer)
        if not cleared:
            self._somebody_cleared_without(officer)
        with self._store.write(self._session.officer) as work:
            write_setting(work.connection, CLEARED.format(officer=officer), "1" if cleared else "0")
            leave_trace(
                work,
                CLEARANCE_GIVEN if cleared else CLEARANCE_TAKEN,
                by=self._session.officer,
            )
            work.commit()
        return Changes.of(officer, "officer")

    def before_taking_out(self, officer: UUID, passphrase: str) -> None:
        """Prove that the officer at the keyboard may take a colleague out, and note it.

        Raises Correctable: not right passphrase, oneself, the last who is cleared.
        """
        self._line(officer)
        if officer == self._session.officer:
            raise Correctable(
                "not_oneself",
                N_("A colleague takes you out when you leave, signed in with their own name."),
                field="officer",
            )
        self._somebody_cleared_without(officer)
        self._prove(passphrase, "own")
        with self._store.write(self._session.officer) as work:
            leave_trace(work, OFFICER_TAKEN_OUT, by=self._session.officer)
            work.commit()

    def _prove(self, passphrase: str, field: str) -> None:
        try:
            self._station.check_passphrase(passphrase)
        except Correctable as error:
            raise Correctable(error.code, error.message, field=field) from None

    def _line(self, officer: UUID) -> OfficerLine:
        for line in self.lines():
            if line.id == officer:
                return line
        raise Correctable(
            "unknown_officer",
            N_("This officer cannot sign in here. Choose a name from the list."),
            field="officer",
        )

    def _somebody_cleared_without(self, officer: UUID) -> None:
        others = [line for line in self.lines() if line.id != officer]
        if self._line(officer).cleared and not any(line.cleared for line in others):
            raise Correctable(
                "last_cleared",
                N_(
                    "Somebody must be entrusted with confidential dossiers. "
                    "Entrust a colleague with them first."
                ),
                field="officer",
            )
