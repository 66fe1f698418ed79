"""Sums and dates in the words of official papers.

Sums as read aloud in official use (linh, mười lăm, hai mươi mốt, không trăm linh năm nghìn);
dates with the padding of NĐ 30/2020/NĐ-CP, Phụ lục I: days under 10 and months 1 and 2 get a 0.
"""

from __future__ import annotations

import re
from datetime import date

from app.core.names import nfc
from app.core.partial_date import PartialDate
from app.forms.fonts import NO_BREAK

UNKNOWN = "…"
LARGEST_SUM = 10**15

NO_LOCAL_LEVEL = "chưa nạp mức của tỉnh"
UNVERIFIED = "chưa kiểm chứng theo NĐ 335/2026/NĐ-CP"

_BEFORE_NUMBER = re.compile(
    r"\b(NĐ|TT|Điều|khoản|điểm|ngày|tháng|năm|số|từ|đủ) (?=[\d…]|[a-zđ]\b)", re.IGNORECASE
)
_AFTER_NUMBER = re.compile(r"(?<=[\d…]) (?=(?:tháng|năm|đồng|tuổi)\b|×)")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9


def number_in_words(number: int) -> str:
    """A whole number from 0 to 10^15 in words.

    Raises:
        ValueError: outside of that.
    """
    if not 0 <= number <= LARGEST_SUM:
        raise ValueError(f"number {number}")
    return " ".join(_read(number, inner=False)) if number else _DIGITS[0]


def sum_in_words(dong: int) -> str:
    """A sum: 1005000 → "một triệu không trăm linh năm nghìn đồng"."""
    return f"{number_in_words(dong)} đồng"


def sum_sentence(dong: int) -> str:
    """The same with a capital, as it stands behind "Bằng chữ:"."""
    words = sum_in_words(dong)
    return words[0].upper() + words[1:]


def date_line(day: date | None, *, place: str | None = None) -> str:
    """ "Quảng Trực, ngày 02 tháng 11 năm 2026"; dots for the pen where the day is open."""
    if day is None:
        words = "ngày … tháng … năm 20…"
    else:
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        words = f"ngày {day.day:02} tháng {month} năm {day.year}"
    return unbroken(f"{place}, {words}" if place else words)


def unbroken(text: str) -> str:
    """The same words; no line ends within a date, a sum, an article or the number of an act."""
    text = _BEFORE_NUMBER.sub(rf"\1{NO_BREAK}", text)
    return _AFTER_NUMBER.sub(NO_BREAK, text)


def doubts(*, local_level_loaded: bool, verified: bool) -> str:
    """What the reader must know before trusting a sum, in one sentence; "" when nothing."""
    told = ((NO_LOCAL_LEVEL, not local_level_loaded), (UNVERIFIED, not verified))
    words = "; ".join(one for one, holds in told if holds)
    return unbroken(f"Lưu ý: {words}.") if words else ""


def day_month_year(when: PartialDate | None) -> tuple[str, str, str] | None:
    """The three places of a printed date; what is not known keeps its dots ("…/…/1942")."""
    if when is None:
        return None
    day = UNKNOWN if when.day is None else f"{when.day:02}"
    month = UNKNOWN if when.month is None else f"{when.month:02}"
    return day, month, str(when.year)


def date_text(when: PartialDate | date | None) -> str:
    """A date in one place: "10/07/1945", "…/07/1945", "…/…/1945"; empty when not known."""
    if isinstance(when, date):
        when = PartialDate.of(when)
    return "/".join(day_month_year(when) or ())


def birth_in_list(when: PartialDate | None) -> str:
    """A birth in a narrow column: only what is known, "1945" or "10/07/1945"."""
    if when is None:
        return ""
    return date_text(when).replace(f"{UNKNOWN}/", "")


def month_text(when: PartialDate | date | None) -> str:
    """A month in a list: "11/2026"."""
    return "" if when is None or when.month is None else f"{when.month:02}/{when.year}"


def in_capitals(name: str) -> str:
    """A name where the form asks for capitals; marks stay ("H’Rơ̆m" → "H’RƠ̆M")."""
    return nfc(name.upper())


def _read(number: int, *, inner: bool) -> list[str]:
    """``inner``: something was read before, so hundreds are said even when there are none."""
    if number >= _BILLION:
        above, below = divmod(number, _BILLION)
        return [*_read(above, inner=inner), "tỷ", *_read(below, inner=True)]
    words: list[str] = []
    for unit, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, number = divmod(number, unit)
        if group:
            words += _three(group, inner=inner or bool(words))
            words += [name] if name else []
    return words


def _three(group: int, *, inner: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or inner else []
    if not rest:
        return words
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return [*words, "linh", _DIGITS[ones]] if words else [_DIGITS[ones]]
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return words + ([_ones(ones, tens)] if ones else [])


def _ones(ones: int, tens: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return _DIGITS[ones]
