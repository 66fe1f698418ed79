"""Looking at a finished paper from outside, with the tools of poppler."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from dataclasses import dataclass

A4_WIDTH, A4_HEIGHT = 595.276, 841.89


@dataclass(frozen=True, slots=True)
class Place:
    """A word on a page; points from the upper left corner."""

    page: int
    word: str
    left: float
    top: float
    right: float
    bottom: float


def text_of(pdf: bytes) -> str:
    """All words in the order they were set, NFC, single spaces."""
    return " ".join(_words(pdf).split())


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [" ".join(page.split()) for page in _words(pdf).split("\f")[:-1]]


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Each font's name without its subset mark, and whether it is embedded."""
    found = {}
    for line in _poppler("pdffonts", pdf, "-").splitlines()[2:]:
        columns = line.split()
        found[columns[0].partition("+")[2] or columns[0]] = columns[-5] == "yes"
    return found


def places_of(pdf: bytes) -> list[Place]:
    """Every word with its box."""
    found: list[Place] = []
    page = 0
    for line in _poppler("pdftotext", pdf, "-bbox", "-", "-").splitlines():
        if "<page " in line:
            page += 1
        if word := re.search(
            r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)</word>',
            line,
        ):
            left, top, right, bottom = (float(number) for number in word.groups()[:4])
            found.append(Place(page, word[5], left, top, right, bottom))
    return found


def without_leaders(text: str) -> str:
    """The words of a form without the dots of its places to fill in."""
    return " ".join(re.sub(r"…[….]*|\.{2,}…*", " ", text).split())


def _words(pdf: bytes) -> str:
    return unicodedata.normalize("NFC", _poppler("pdftotext", pdf, "-raw", "-", "-"))


def _poppler(tool: str, pdf: bytes, *arguments: str) -> str:
    done = subprocess.run([tool, *arguments], input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8")
