"""Who is at the keyboard and what that person may see."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_


@dataclass(frozen=True, slots=True)
class Session:
    """One officer's time at the open workstation.

    ``cleared`` officers see and write restricted records (HIV, abuse, shelter); others are
    shown neither the record nor a gap where it would stand.
    """

    officer: UUID
    name: str
    title: str
    pv: int
    role: str
    cleared: bool

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels of bundles that this officer writes and sees."""
        return ("base", "case") if self.cleared else ("base",)

    def require_clearance(self) -> None:
        """Raise Correctable when this officer may not enter restricted records."""
        if not self.cleared:
            raise Correctable(
                "not_cleared",
                N_("This entry is kept by a colleague with the right to it. Ask that colleague."),
            )

    def require_role(self, role: str) -> None:
        """Raise Correctable when the workstation is not of that role."""
        if self.role != role:
            raise Correctable(
                "wrong_role",
                N_("A commune's workstation does this, not the receiving office's.")
                if role == "commune"
                else N_("The receiving office does this, not a commune's workstation."),
            )
