"""The two heads of an administrative paper: who issues it, and the name of the nation.

NĐ 30/2020/NĐ-CP, Phụ lục I: the body that issues stands at the left over a short rule, the
national name and motto at the right over a rule of the motto's width.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.forms.columns import Entry, columns
from app.forms.page import Sheet
from app.forms.pieces import bold, plain

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_BLANK_BODY = "……………………………"


def letterhead(sheet: Sheet, body: str | None, *, above: str | None = None) -> None:
    """Set both heads.

    Args:
        body: who issues the paper; dots for the pen when it is None.
        above: the body over it, in one line.
    """
    left = [Entry(plain(above.upper()), 12)] if above else []
    left += [Entry(bold(body.upper() if body else _BLANK_BODY), 12), Entry(rule=20)]
    right = [Entry(bold(NATION), 12), Entry(bold(MOTTO), 13), Entry(rule=56)]
    columns(sheet, left, right, split=0.38)


def signatures(
    sheet: Sheet, left: Sequence[Entry], right: Sequence[Entry], *, before: float = 18
) -> None:
    """Who signs, with the room that a signature and a stamp need."""
    room = Entry(space=24)
    columns(sheet, [*left, room], [*right, room], split=0.46, before=before)
