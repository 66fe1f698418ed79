"""The office's own keys: the next root document drafted, signed elsewhere, put in force.

With one key in the station everything is in force at once. With two of three in drawers a draft is
written here, signed on the computers of those who hold the keys, and published here. A document
always needs the keys of the one before it, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from app.core.errors import Correctable
from app.core.i18n import N_, _, ngettext
from app.services.session import Session
from app.services.trust_care import ROOT_CHANGED, RootChange, TrustCare
from app.storage.passphrase_rules import check_passphrase
from app.storage.store import Store
from app.sync import key_file, office_keys, root_change, trust_store, trust_updates
from app.sync.digits import digits_of
from app.sync.root_draft import Draft, next_document, read_draft
from app.sync.signing import new_seed, public_key
from app.sync.trust import Role, Roles, days_left, root_digits

KEY_TAKEN_OUT = "root_key_taken_out"
NEWER_GIVEN_UP = "root_given_up"


@dataclass(frozen=True, slots=True)
class RootPlan:
    """What the next root document changes; ``renewed`` names roles that get a fresh key.

    ``added`` and ``removed`` are public root keys (32 bytes), ``threshold`` how many must sign.
    """

    extended: bool = False
    renewed: frozenset[str] = frozenset()
    added: tuple[bytes, ...] = ()
    removed: tuple[bytes, ...] = ()
    threshold: int | None = None


@dataclass(frozen=True, slots=True)
class RootView:
    """The root document in force, for people."""

    version: int
    digits: str
    expires: str
    days_left: int
    threshold: int
    keys: tuple[str, ...]
    """The public root keys as hexadecimal text."""
    here: int
    """How many of them lie in this station."""
    missing: int | None = None
    """The number of a newer document that was in force here once and has to come back."""


@dataclass(frozen=True, slots=True)
class DraftView:
    """What a draft would change and who has signed it."""

    version: int
    digits: str
    office: str
    """The digits of the office's letter, as long as the draft is not in force."""
    changes: tuple[str, ...]
    signed: int
    needed: int
    signed_new: int
    needed_new: int

    @property
    def complete(self) -> bool:
        """Whether it can be published."""
        return self.signed >= self.needed and self.signed_new >= self.needed_new


class RootCare:
    """The office's use cases about its own keys."""

    def __init__(self, store: Store, session: Session, care: TrustCare) -> None:
        self._store = store
        self._session = session
        self._care = care

    def view(self) -> RootView:
        """What holds now."""
        self._session.require_role("office")
        with self._store.read() as connection:
            root = trust_store.require_root(connection)
            here = {public_key(seed) for seed in office_keys.root_seeds(connection)}
            missing = trust_store.missing_version(connection)
        role = root.document.roles.root
        return RootView(
            root.version,
            root_digits(root),
            root.document.expires,
            days_left(root, self._store.clock.today()),
            role.threshold,
            tuple(key.hex() for key in role.keys),
            len(here.intersection(role.keys)),
            missing,
        )

    def draft(self, plan: RootPlan) -> tuple[bytes, DraftView]:
        """The next root document, signed with the keys that lie here. Raises Correctable."""
        self._session.require_role("office")
        with self._store.write(self._session.officer) as work:
            connection = work.connection
            now = trust_store.require_root(connection)
            fresh = {one: office_keys.prepare(connection, one) for one in sorted(plan.renewed)}
            own = {public_key(seed) for seed in office_keys.root_seeds(connection)}
            roles = _roles(now.document.roles, plan, fresh, own)
            expires = now.document.expires
            if plan.extended:
                expires = office_keys.expiry(self._store.clock.today()).isoformat()
            if (roles, expires) == (now.document.roles, now.document.expires):
                raise Correctable("nothing_changes", N_("Say what the new document changes."))
            document = next_document(now, roles=roles, expires=expires)
            try:
                draft = root_change.propose(connection, document)
                made = draft.file()
            except ValueError:
                raise Correctable(
                    "keys_unfit",
                    N_("These keys do not go together: each once, and enough of them to sign."),
                ) from None
            work.commit()
        return made, describe(draft)

    def publish(self, raw: bytes) -> RootChange:
        """Put a draft in force that enough keys have signed.

        Raises Correctable when it follows on another document, Untrusted when keys are missing.
        """
        self._session.require_role("office")
        draft = read_draft(raw)
        with self._store.write(self._session.officer) as work:
            trust_updates.require_nothing_missing(work.connection)
            now = trust_store.require_root(work.connection)
            lost = _names_lost_keys(draft, office_keys.prepared(work.connection))
            if lost or draft.now.document != now.document:
                raise Correctable(
                    "draft_outdated",
                    N_("Another document came into force meanwhile. Make the draft anew."),
                    field="file",
                )
            change = self._care.put_in_force(work, draft, ROOT_CHANGED)
            work.commit()
        return change

    def go_on_without(self, version: int) -> None:
        """Go on with the older document, because nobody has the newer one that was seen here.

        For a document that never left a station whose data were lost. ``version`` is its number,
        so that nobody says it by accident; the log keeps who said it. Raises Correctable.
        """
        self._session.require_role("office")
        with self._store.write(self._session.officer) as work:
            if version != trust_store.missing_version(work.connection):
                raise Correctable(
                    "not_missing",
                    N_("Nothing is missing under this number."),
                    field="version",
                )
            trust_store.give_up_missing(work.connection)
            self._care.note(work, NEWER_GIVEN_UP)
            work.commit()

    def take_key_out(self, passphrase: str, keep: Callable[[bytes], None]) -> None:
        """Move the station's root key into a file for the drawer, which ``keep`` writes.

        The key leaves the station only when ``keep`` came back. Raises Correctable when the key
        lies elsewhere already or the passphrase is too short.
        """
        self._session.require_role("office")
        check_passphrase(passphrase)
        with self._store.write(self._session.officer) as work:
            try:
                seed = office_keys.take_root_key_out(work.connection)
            except LookupError:
                raise Correctable(
                    "no_root_key", N_("The root key does not lie in this station any more.")
                ) from None
            self._care.note(work, KEY_TAKEN_OUT)
            keep(key_file.lock(seed, passphrase))
            work.commit()


def make_key(passphrase: str) -> tuple[bytes, str]:
    """A fresh root key for a colleague: the file for the drawer, and its public half as hex."""
    check_passphrase(passphrase)
    seed = new_seed()
    return key_file.lock(seed, passphrase), public_key(seed).hex()


def look(raw: bytes) -> DraftView:
    """What a draft would change; needs no workstation. Raises Untrusted."""
    return describe(read_draft(raw))


def sign(raw: bytes, key: bytes, passphrase: str) -> tuple[bytes, DraftView]:
    """The draft with the signature of a key file. Raises Untrusted, Correctable."""
    draft = read_draft(raw).signed_by(key_file.unlock(key, passphrase))
    return draft.file(), describe(draft)


def read_key(text: str) -> bytes:
    """A public key from its hexadecimal text. Raises Correctable."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise Correctable(
            "no_public_key", N_("A public key has 64 signs of 0–9 and a–f."), field="key"
        )
    return key


def describe(draft: Draft) -> DraftView:
    """What a draft changes, in words, and how many have signed."""
    old, new = draft.by_old_keys(), draft.by_new_keys()
    return DraftView(
        draft.document.version,
        draft.digits,
        root_digits(draft.now),
        tuple(_differences(draft)),
        old.have,
        old.need,
        new.have,
        new.need,
    )


def _roles(now: Roles, plan: RootPlan, fresh: dict[str, bytes], own: set[bytes]) -> Roles:
    roles = now
    for name, key in fresh.items():
        if name != "root":
            roles = msgspec.structs.replace(roles, **{name: Role(1, (key,))})
    keys = {*now.root.keys, *plan.added} - set(plan.removed)
    if "root" in fresh:
        keys = (keys - own) | {fresh["root"]}
    threshold = plan.threshold or min(now.root.threshold, len(keys)) or 1
    if not 1 <= threshold <= len(keys):
        raise Correctable(
            "keys_unfit",
            N_("These keys do not go together: each once, and enough of them to sign."),
        )
    return msgspec.structs.replace(roles, root=Role(threshold, tuple(sorted(keys))))


def _names_lost_keys(draft: Draft, prepared: set[bytes]) -> bool:
    """Whether it brings keys into use that a later draft has replaced here."""
    now, new = draft.now.document.roles, draft.document.roles
    return any(
        getattr(now, name) != getattr(new, name) and prepared.isdisjoint(getattr(new, name).keys)
        for name in ("issuer", "policy")
    )


def _differences(draft: Draft) -> Iterator[str]:
    now, new = draft.now.document, draft.document
    if now.expires != new.expires:
        day = date.fromisoformat(new.expires).strftime("%d/%m/%Y")
        yield _("It holds until {day}.").format(day=day)
    for words, keys in (
        (_("New key of the office: {digits}"), set(new.roles.root.keys) - set(now.roles.root.keys)),
        (_("No longer a key: {digits}"), set(now.roles.root.keys) - set(new.roles.root.keys)),
    ):
        for key in sorted(keys):
            yield words.format(digits=key_digits(key))
    if now.roles.root.threshold != new.roles.root.threshold:
        yield _("{count} keys must sign together from now on.").format(
            count=new.roles.root.threshold
        )
    if now.roles.issuer != new.roles.issuer:
        yield _("A new key enrols workstations.")
    if now.roles.policy != new.roles.policy:
        yield _("A new key signs the law's figures.")
    if now.roles.office != new.roles.office:
        yield _("The office's own stations change.")
    yield from _withdrawn(draft)


def _withdrawn(draft: Draft) -> Iterator[str]:
    before, after = (
        {entry.key: entry for entry in document.revoked}
        for document in (draft.now.document, draft.document)
    )
    for key in sorted(after.keys() - before.keys()):
        yield _("A workstation is withdrawn: {reason}").format(reason=after[key].reason)
    back = len(before.keys() - after.keys())
    if back:
        yield ngettext(
            "{count} workstation is trusted again.", "{count} workstations are trusted again.", back
        ).format(count=back)
    lines = [
        {entry for entry in document.revoked if entry.key in before.keys() & after.keys()}
        for document in (draft.now.document, draft.document)
    ]
    if lines[0] != lines[1]:
        yield _("What a withdrawn workstation wrote counts up to another place.")


def key_digits(key: bytes) -> str:
    """25 digits of one public key, to be compared by telephone."""
    return digits_of(b"tgxh/key-digits/1\0" + key)
