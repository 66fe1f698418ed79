"""Articles of the law as a paper cites them: "điểm a khoản 5 Điều 5 NĐ 20/2021/NĐ-CP".

The data of the law cite from the act down ("NĐ 20/2021/NĐ-CP Điều 5.5.a"); papers cite from the
point up. Several articles of one act name the act once.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

_ARTICLE = " Điều "


def cited(citations: Iterable[str]) -> str:
    """All articles in the order given, as one text; "" for none."""
    told = []
    for act, group in groupby(citations, key=lambda one: one.partition(_ARTICLE)[0]):
        articles = [_upwards(article) for one in group if (article := one.partition(_ARTICLE)[2])]
        told.append(f"{', '.join(articles)} {act}".strip())
    words = "; ".join(told)
    return words[:1].upper() + words[1:]


def _upwards(article: str) -> str:
    """ "5.5.a" → "điểm a khoản 5 Điều 5"."""
    number, *below = article.split(".")
    names = ("khoản", "điểm")
    inner = [f"{name} {part}" for name, part in zip(names, below, strict=False)]
    return " ".join([*reversed(inner), f"Điều {number}"])
