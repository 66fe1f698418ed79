"""Where the tables of figures are read from: the program's own folder, or a pack laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Table(Protocol):
    """One table's text, under its name."""

    @property
    def name(self) -> str:
        """As complaints tell it."""

    def read_text(self, encoding: str) -> str:
        """The whole table (TOML)."""


class Folder(Protocol):
    """Tables by name; a path on the disk is one."""

    @property
    def name(self) -> str:
        """As complaints tell it."""

    def __truediv__(self, name: str, /) -> Table:
        """The table of that name."""


@dataclass(frozen=True, slots=True)
class Text:
    """A table that came in a pack."""

    name: str
    text: str

    def read_text(self, encoding: str) -> str:
        """The text; it has been decoded already, whatever ``encoding`` says."""
        return self.text


@dataclass(frozen=True, slots=True)
class Overlay:
    """The tables of a pack, and below them the program's own."""

    texts: Mapping[str, str]
    below: Folder

    @property
    def name(self) -> str:
        """As complaints tell it."""
        return "pack"

    def __truediv__(self, name: str, /) -> Table:
        """From the pack when it holds that table."""
        return Text(name, self.texts[name]) if name in self.texts else self.below / name
