"""Builds resources/units/units.tsv from three tables of administrative units.

Run again when an official list changes; the file is committed, the tables are not:

    python tools/build_units.py --before OLD.csv --since NEW.csv --changes CHANGES.csv \
        --out resources/units/units.tsv

The tables: units before 1/7/2025 (province, district, commune), units since then (province,
commune; Quyết định 19/2025/QĐ-TTg), and which old commune became which new one.
Nothing is invented: old units without successor, successors of codes that no list has and new
units without source stay as they are.
"""

from __future__ import annotations

import argparse
import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

Row = dict[str, str]

HEAD = """\
# Administrative units of Vietnam before 1/7/2025 (era 1), since then (era 2), what became what.
# P era code name | D code name (of the province above) | code name successors (* only a part)
# ? code successors: a code that the changes name, but the list before 1/7/2025 does not.
"""


def read(path: Path) -> list[Row]:
    """The rows of one table; a byte order mark is allowed, names become NFC."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {key: unicodedata.normalize("NFC", value.strip()) for key, value in row.items()}
            for row in csv.DictReader(file)
        ]


def lines(before: list[Row], since: list[Row], changes: list[Row]) -> Iterator[str]:
    """The lines of the file, without their ends."""
    successors: defaultdict[str, list[str]] = defaultdict(list)
    for change in changes:
        part = "*" if change["only_part_of_old_unit"] == "1" else ""
        successors[change["old_commune_code"]].append(change["new_commune_code"] + part)
    yield HEAD.rstrip("\n")
    yield from _era(1, before, successors)
    known = {row["commune_code"] for row in before}
    for code in sorted(set(successors) - known):
        yield f"?\t{code}\t{' '.join(successors[code])}"
    yield from _era(2, since, {})


def _era(era: int, rows: Iterable[Row], successors: dict[str, list[str]]) -> Iterator[str]:
    province = district = ""
    for row in sorted(rows, key=_place):
        if row["province_code"] != province:
            province, district = row["province_code"], ""
            yield f"P\t{era}\t{province}\t{_name(row['province_name'])}"
        if row.get("district_code", "") != district:
            district = row["district_code"]
            yield f"D\t{district}\t{_name(row['district_name'])}"
        code = row["commune_code"]
        line = f"{code}\t{_name(row['commune_name'])}"
        yield f"{line}\t{' '.join(successors[code])}" if code in successors else line


def _place(row: Row) -> tuple[str, str, str]:
    return row["province_code"], row.get("district_code", ""), row["commune_code"]


def _name(text: str) -> str:
    return text[:1].upper() + " ".join(text.split())[1:]


def main(arguments: list[str] | None = None) -> None:
    """Read the three tables, write the one file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name in ("--before", "--since", "--changes", "--out"):
        parser.add_argument(name, type=Path, required=True)
    given = parser.parse_args(arguments)
    text = "\n".join(lines(read(given.before), read(given.since), read(given.changes)))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(text + "\n", encoding="utf-8", newline="\n")
    print(f"{given.out}: {text.count(chr(10)) + 1} lines, {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
