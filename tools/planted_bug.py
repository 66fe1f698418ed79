"""What one planted bug is: a change of text in a module, and the tests that have to see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Bug:
    """One change of text, and the tests that have to see it."""

    name: str
    says: str
    module: str
    before: str
    after: str
    seen_by: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where the module's text lies."""
        return ROOT / (self.module.replace(".", "/") + ".py")

    def applied(self, text: str) -> str:
        """The module's text with the bug; ValueError when there is no one place for it."""
        if text.count(self.before) != 1:
            raise ValueError(f"{self.name}: found {text.count(self.before)} times in {self.module}")
        return text.replace(self.before, self.after)
