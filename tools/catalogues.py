"""Catalogues of words: collect messages from the code, keep translations, notice what is stale.

``python -m tools.catalogues --update`` writes one catalogue per layer, sorted, without dates or
places in the code, so that a file changes only with its words. Fragments (further ``.po`` files
beside the catalogues) are taken over and go once the code uses everything in them.
``--check`` changes nothing and exits 1 when a catalogue is out of date, a Vietnamese sentence is
missing, holds other places than its message or a word that screens never use, when two layers
say one thing differently, or when an English message is not English.
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
PLACES = re.compile(r"\{\w+|%\d")
# Words that never stand on a screen; papers and citations may say what the law says.
NEVER = re.compile(r"\blỗi\b|không hợp lệ|xung đột|đối tượng|hàng tháng|!", re.IGNORECASE)
FREE_LAYERS = ("forms",)
VIETNAMESE = re.compile(r"[^\W\da-zA-Z_]")
# What stays Vietnamese inside an English sentence: the currency, numbers and points of law.
STAYS = re.compile(r"\bđồng\b|\b(?:NĐ|QĐ)[\w/-]*|\d\.đ\b")

Known = dict[str, tuple[str, ...]]


def main() -> int:
    """Update or check; 1 when something is out of order."""
    parser = argparse.ArgumentParser(description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--update", action="store_true")
    mode.add_argument("--check", action="store_true")
    args = parser.parse_args()
    before = {path.stem: translations(path) for path in sorted(words_folder().glob("*.po"))}
    after = {layer: collect(layer, before) for layer in layers()}
    after = {layer: catalogue for layer, catalogue in after.items() if len(catalogue)}
    faults = [fault for layer in after for fault in troubles(layer, after[layer])]
    faults += differing(after)
    for layer, catalogue in after.items():
        path = words_folder() / f"{layer}.po"
        fresh = written(catalogue)
        if path.exists() and path.read_bytes() == fresh:
            continue
        if args.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(fresh)
        else:
            faults.append(f"{path.relative_to(ROOT)}: out of date; run python3 run.py i18n")
    used = {key_of(message.id) for catalogue in after.values() for message in catalogue}
    for name in sorted(before.keys() - after.keys()):
        path = words_folder() / f"{name}.po"
        unused = sorted(before[name].keys() - used)
        if not args.update:
            faults.append(f"{path.relative_to(ROOT)}: belongs to no layer")
        elif unused:
            faults.append(f"{path.relative_to(ROOT)}: kept, no code says {unused[0]!r}")
        else:
            path.unlink()
    for fault in faults:
        print(fault)
    print(f"catalogues: {len(faults)} faults")
    return 1 if faults else 0


def words_folder() -> Path:
    """Where the Vietnamese catalogues lie."""
    return FOLDER / LANGUAGE / "LC_MESSAGES"


def layers() -> list[str]:
    """The packages below ``app``; each has its own catalogue."""
    packages = sorted(p.name for p in (ROOT / "app").iterdir() if (p / "__init__.py").exists())
    return [*packages, "app"]


def translations(path: Path) -> Known:
    """The Vietnamese sentences of one file, by message; guesses do not count."""
    found: Known = {}
    with path.open("rb") as file:
        for message in read_po(file, locale=LANGUAGE):
            words = strings_of(message.string)
            if message.id and all(words) and "fuzzy" not in message.flags:
                found[key_of(message.id)] = words
    return found


def collect(layer: str, before: dict[str, Known]) -> Catalog:
    """The messages of one layer with their translations: the layer's own first, then any."""
    known: Known = {}
    for name in sorted(before, key=lambda name: (name != layer, name)):
        known = before[name] | known
    catalogue = Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    folder = ROOT / "app" if layer == "app" else ROOT / "app" / layer
    files = folder.glob("*.py") if layer == "app" else folder.rglob("*.py")
    for path in sorted(files):
        for _line, message, _comments, _context in extract_from_file(
            "python", str(path), keywords=KEYWORDS
        ):
            if message:
                words = known.get(key_of(message), ("",))
                plural = not isinstance(message, str)
                catalogue.add(message, string=words[:1] if plural else words[0])
    return catalogue


def key_of(message: str | tuple[str, ...] | list[str]) -> str:
    """The message, or the first form of one that counts."""
    return message if isinstance(message, str) else message[0]


def strings_of(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Every form of a sentence; one empty form when nothing is written yet."""
    return (words,) if isinstance(words, str) else tuple(words or ("",))


def troubles(layer: str, catalogue: Catalog) -> Iterator[str]:
    """What a reader of the catalogue would trip over."""
    for message in catalogue:
        if not message.id:
            continue
        forms = strings_of(message.id)
        for form in forms:
            if VIETNAMESE.search(STAYS.sub("", form)):
                yield f"{layer}: not English: {form!r}"
        for string in strings_of(message.string):
            if not string:
                yield f"{layer}: not translated: {forms[0]!r}"
            elif set(PLACES.findall(string)) != set(PLACES.findall(" ".join(forms))):
                yield f"{layer}: other places than in the message: {string!r}"
            elif layer not in FREE_LAYERS and (word := NEVER.search(string)):
                yield f"{layer}: never on a screen, {word.group()!r}: {string!r}"


def differing(catalogues: dict[str, Catalog]) -> Iterator[str]:
    """One message has one translation, in whichever layers it stands."""
    first: dict[str, tuple[str, tuple[str, ...]]] = {}
    for layer, catalogue in catalogues.items():
        for message in catalogue:
            if not message.id:
                continue
            words = strings_of(message.string)
            where, other = first.setdefault(key_of(message.id), (layer, words))
            if words != other:
                yield f"{where}, {layer}: said in two ways: {other[0]!r}, {words[0]!r}"


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
