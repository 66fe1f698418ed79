"""Catalogues of words: collect messages from the code, keep translations, notice what is stale.

``python -m tools.catalogues --update`` writes one catalogue per layer and language;
``--check`` changes nothing and exits 1 when a catalogue is out of date, a Vietnamese sentence is
missing, or the named places of a translation differ from those of its message.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "i18n"
LANGUAGE = "vi"  # English message ids are English already
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "translate": None}
PLACES = re.compile(r"\{(\w+)")


def main() -> int:
    """Update or check; 1 when something is out of order."""
    parser = argparse.ArgumentParser(description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--update", action="store_true")
    mode.add_argument("--check", action="store_true")
    args = parser.parse_args()
    known = translations()
    faults: list[str] = []
    wanted: set[str] = set()
    for layer in layers():
        catalogue = collect(layer, known)
        if not len(catalogue):
            continue
        path = FOLDER / LANGUAGE / "LC_MESSAGES" / f"{layer}.po"
        wanted.add(path.name)
        faults += list(troubles(layer, catalogue))
        fresh = written(catalogue)
        if args.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(fresh)
        elif not path.exists() or path.read_bytes() != fresh:
            faults.append(f"{path.relative_to(ROOT)}: out of date; run python3 run.py i18n")
    for path in (FOLDER / LANGUAGE / "LC_MESSAGES").glob("*.po"):
        if path.name not in wanted:
            if args.update:
                path.unlink()
            else:
                faults.append(f"{path.relative_to(ROOT)}: belongs to no layer")
    for fault in faults:
        print(fault)
    print(f"catalogues: {len(faults)} faults")
    return 1 if faults else 0


def layers() -> list[str]:
    """The packages below ``app``; each has its own catalogue."""
    packages = sorted(p.name for p in (ROOT / "app").iterdir() if (p / "__init__.py").exists())
    return [*packages, "app"]


def translations() -> dict[str | tuple[str, ...], str | tuple[str, ...]]:
    """Every Vietnamese sentence written so far, by message."""
    found: dict[str | tuple[str, ...], str | tuple[str, ...]] = {}
    for path in sorted((FOLDER / LANGUAGE / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=LANGUAGE):
                if message.id and message.string and "fuzzy" not in message.flags:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    string = message.string
                    found.setdefault(key, string if isinstance(string, str) else tuple(string))
    return found


def collect(layer: str, known: dict[str | tuple[str, ...], str | tuple[str, ...]]) -> Catalog:
    """The messages of one layer with the translations known."""
    catalogue = Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    folder = ROOT / "app" if layer == "app" else ROOT / "app" / layer
    files = folder.glob("*.py") if layer == "app" else folder.rglob("*.py")
    for path in sorted(files):
        for _line, message, _comments, _context in extract_from_file(
            "python", str(path), keywords=KEYWORDS
        ):
            if not message:
                continue
            plural = not isinstance(message, str)
            key = message[0] if plural else message
            string = known.get(key, ())
            if plural and isinstance(string, str):
                string = (string,)
            if not plural and not isinstance(string, str):
                string = string[0] if string else ""
            catalogue.add(message, string=string)
    return catalogue


def troubles(layer: str, catalogue: Catalog) -> Iterator[str]:
    """What a reader of the catalogue would trip over."""
    for message in catalogue:
        if not message.id:
            continue
        strings = (
            [message.string] if isinstance(message.string, str) else list(message.string or ())
        )
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        if not strings or not all(strings):
            yield f"{layer}: not translated: {ids[0]!r}"
            continue
        places = set(PLACES.findall(" ".join(ids)))
        for string in strings:
            if not set(PLACES.findall(string)) <= places:
                yield f"{layer}: other places than in the message: {string!r}"


def written(catalogue: Catalog) -> bytes:
    """The file's bytes: sorted, without dates and locations, so that it changes only with words."""
    buffer = BytesIO()
    write_po(buffer, catalogue, no_location=True, omit_header=True, sort_output=True, width=100)
    header = (
        'msgid ""\nmsgstr ""\n"Language: vi\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    return header.encode() + buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main())
