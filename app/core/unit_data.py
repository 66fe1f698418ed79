"""The list of administrative units that ships with the program, read once and kept.

Rule kept: nothing is invented. Where the official lists leave a hole (an old unit without
successor, a successor of an unknown code, a new unit without source), the hole stays and is
told by :func:`holes`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from app.core.paths import resource


@dataclass(frozen=True, slots=True)
class Commune:
    """One line of the list, with codes as text because zeros lead."""

    era: int
    code: str
    name: str
    province: str
    district: str | None
    successors: tuple[tuple[str, bool], ...]
    """Codes of era 2, each with whether only a part went there."""


@dataclass(slots=True)
class UnitData:
    """Everything the list says, by (era, code)."""

    communes: dict[tuple[int, str], Commune] = field(default_factory=dict)
    provinces: dict[tuple[int, str], str] = field(default_factory=dict)
    districts: dict[str, str] = field(default_factory=dict)
    sources: dict[str, list[str]] = field(default_factory=dict)
    """Era 2 code to the era 1 codes that went into it, whole or in part."""
    unknown_sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes that the changes name but the list before 1/7/2025 does not."""


@dataclass(frozen=True, slots=True)
class Holes:
    """What the official lists leave open, as codes in order."""

    without_successor: tuple[str, ...]
    unknown_sources: tuple[str, ...]
    without_source: tuple[str, ...]
    part_of_nothing: tuple[str, ...]
    """Old units of which "only a part" went to one successor, the rest nowhere."""


@cache
def load() -> UnitData:
    """Read the list; about 14,000 lines, once per run, when a unit is first asked for."""
    data = UnitData()
    era, province = 0, ""
    district: str | None = None
    for line in resource("units", "units.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        mark = cells[0]
        if mark == "P":
            era, province, district = int(cells[1]), cells[2], None
            data.provinces[era, province] = cells[3]
        elif mark == "D":
            district = cells[1]
            data.districts[district] = cells[2]
        elif mark == "?":
            data.unknown_sources[cells[1]] = tuple(code.rstrip("*") for code in cells[2].split())
        elif not mark.startswith("#"):
            successors = _successors(cells[2]) if len(cells) > 2 else ()
            data.communes[era, mark] = Commune(era, mark, cells[1], province, district, successors)
            for code, _part in successors:
                data.sources.setdefault(code, []).append(mark)
    return data


def holes() -> Holes:
    """The open places of the lists as they are."""
    data = load()
    fed = set(data.sources).union(*data.unknown_sources.values())
    old = [commune for commune in data.communes.values() if commune.era == 1]
    return Holes(
        without_successor=tuple(sorted(one.code for one in old if not one.successors)),
        unknown_sources=tuple(data.unknown_sources),
        without_source=tuple(code for era, code in data.communes if era == 2 and code not in fed),
        part_of_nothing=tuple(
            one.code for one in old if len(one.successors) == 1 and one.successors[0][1]
        ),
    )


def _successors(text: str) -> tuple[tuple[str, bool], ...]:
    return tuple((code.rstrip("*"), code.endswith("*")) for code in text.split())
