from __future__ import annotations

from app.core.qr import modules

FINDER = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111")


def test_a_square_with_its_three_corners() -> None:
    rows = modules("TGXH:2041758836912503774406193")
    side = len(rows)
    assert {len(row) for row in rows} == {side}
    assert (side - 17) % 4 == 0
    text = ["".join("1" if one else "0" for one in row) for row in rows]
    for down, across in ((0, 0), (0, side - 7), (side - 7, 0)):
        corner = [line[across : across + 7] for line in text[down : down + 7]]
        assert tuple(corner) == FINDER


def test_another_text_is_another_code() -> None:
    assert modules("TGXH:1") != modules("TGXH:2")
