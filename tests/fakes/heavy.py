"""The heavy half as the first windows see it: answers at once, keeps what it heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from app.core.errors import AppError, Correctable
from app.core.i18n import N_
from app.services.reopening import Asked

WORDS = (
    "sông", "núi", "rừng", "suối", "đồi", "nương", "rẫy", "thác", "ghềnh", "hồ", "đèo", "buôn",
)  # fmt: skip
DIGITS = "12345 67890 12345 67890 12345"


def wrong_passphrase() -> Correctable:
    """What opening answers to a wrong passphrase."""
    return Correctable(
        "wrong_passphrase",
        N_("That passphrase is not right. Turn Caps Lock off and type it again."),
        field="passphrase",
    )


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit to choose."""

    pv: int
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Made:
    """What making a workstation gives."""

    services: Any
    recovery_words: tuple[str, ...]


@dataclass
class FakeHeavy:
    """Stands for ``app.bootstrap``; ``error`` is raised by whatever is asked next."""

    services: Any = "the services"
    error: BaseException | None = None
    pending: Asked | None = None
    heard: list[tuple[str, Any]] = field(default_factory=list)

    def wait(self) -> FakeHeavy:
        """Loaded already."""
        return self

    def unit_name(self, pv: int) -> str:
        """The unit's name in a sentence."""
        return f"xã Cư Jút ({pv})"

    def open_station(self, folder: Path, officer: UUID, passphrase: str) -> Any:
        """Open by passphrase."""
        return self._answer("open", (folder, officer, passphrase))

    def recover_station(self, folder: Path, words: str, new_passphrase: str, officer: UUID) -> Any:
        """Open by the recovery words."""
        return self._answer("recover", (folder, words, new_passphrase, officer))

    def asked_office(self, folder: Path) -> Asked | None:
        """The request that waits, when there is one."""
        return self.pending

    def judge_new_passphrase(self, folder: Path, passphrase: str) -> None:
        """A good one, unless an error waits."""
        self._answer("judge", (folder, passphrase))

    def ask_office(self, folder: Path, officer: UUID, passphrase: str) -> Asked:
        """A request to the office."""
        self._answer("ask", (folder, officer, passphrase))
        return Asked(b"request", DIGITS)

    def accept_answer(self, folder: Path, answer: bytes, passphrase: str) -> Any:
        """Open with the office's answer."""
        return self._answer("accept", (folder, answer, passphrase))

    def create_station(self, folder: Path, **what: Any) -> Made:
        """Make a workstation."""
        return Made(self._answer("create", (folder, what)), WORDS)

    def create_training_station(self, folder: Path, *, progress: Callable[[str], None]) -> Any:
        """Make the training workstation."""
        progress("500 người")
        return self._answer("training", folder)

    def find_units(self, text: str, *, role: str) -> list[FoundUnit]:
        """Units that fit."""
        self.heard.append(("find", (text, role)))
        if text == "zzz":
            return []
        return [FoundUnit(224640, "Cư Jút", "xã Cư Jút, tỉnh Lâm Đồng")]

    def _answer(self, what: str, how: Any) -> Any:
        self.heard.append((what, how))
        if self.error is not None:
            raise self.error
        return self.services


def app_error() -> AppError:
    """An error that belongs to no field."""
    return Correctable("odd", "Try again later.")
