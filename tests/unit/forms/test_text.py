from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.fonts import REGULAR, width
from app.forms.pieces import Fill, Run, Tick
from app.forms.text import Line, Shape, lay_out, leader

SHAPE = Shape(450.0)


def words(lines: tuple[Line, ...]) -> list[str]:
    return [" ".join(atom.text for atom in line.atoms if atom.text) for line in lines]


def right_end(line: Line) -> float:
    return max(atom.x + atom.width for atom in line.atoms)


@settings(max_examples=60)
@given(
    st.text("abưƀ W", max_size=200),
    st.one_of(st.none(), st.text("đơ̆ XY", max_size=300)),
    st.integers(1, 3),
    st.booleans(),
)
def test_nothing_is_lost_nothing_leaves_the_line(
    before: str, value: str | None, rows: int, grows: bool
) -> None:
    pieces = (Run(before), Fill("name", "………", value, grows=grows, rows=rows), Run(" hết"))
    lines = lay_out(pieces, SHAPE)
    assert all(atom.x >= -0.01 for line in lines for atom in line.atoms)
    assert all(right_end(line) <= SHAPE.width + 0.1 for line in lines)
    printed = "".join(atom.text for line in lines for atom in line.atoms if atom.kind == "text")
    put_in = "".join((before + (value or "").strip() + " hết").split())
    assert "".join(printed.split()) == put_in


def test_dots_run_to_the_right_margin() -> None:
    lines = lay_out((Run("Địa chỉ: "), Fill("address", "…", grows=True)), SHAPE)
    assert len(lines) == 1
    assert right_end(lines[0]) == pytest.approx(SHAPE.width)


def test_dots_before_a_bracket_leave_it_at_the_margin() -> None:
    lines = lay_out((Run("(Lý do:"), Fill("why", "……", grows=True), Run(")")), SHAPE)
    assert lines[0].atoms[-1].text == ")"
    assert right_end(lines[0]) == pytest.approx(SHAPE.width)


def test_a_value_takes_the_place_of_the_dots_with_room_before_the_next_word() -> None:
    pieces = (Run("Giới tính:"), Fill("sex", "…………..", "Nữ"), Run("Dân tộc:"))
    (line,) = lay_out(pieces, SHAPE)
    texts = [atom.text for atom in line.atoms]
    assert "………….." not in texts
    following = line.atoms[-2]
    value = next(atom for atom in line.atoms if atom.text == "Nữ")
    assert following.text == "Dân"
    assert following.x > value.x + value.width + 3


def test_a_long_value_wraps_to_the_left_margin() -> None:
    pieces = (Run("Nơi ở: "), Fill("home", "……", "buôn " * 40, grows=True))
    lines = lay_out(pieces, Shape(450.0, indent=28.0))
    assert len(lines) > 1
    assert lines[0].atoms[0].x == 28.0
    assert lines[1].atoms[0].x == 0.0


def test_rows_that_a_value_leaves_stay_dotted() -> None:
    pieces = (Fill("damage", "…", "Mất mái", grows=True, rows=3),)
    lines = lay_out(pieces, SHAPE)
    assert [line.atoms[-1].kind for line in lines] == ["text", "leader", "leader"]


def test_a_word_wider_than_the_line_is_cut_between_letters() -> None:
    lines = lay_out((Run("ơ̆" * 100),), Shape(100.0))
    assert len(lines) > 1
    assert "".join(words(lines)) == "ơ̆" * 100
    assert all(not line.atoms[0].text.startswith("\u0306") for line in lines)


@pytest.mark.parametrize("align", ["centre", "right", "left", "justify"])
def test_lines_stand_as_asked(align: str) -> None:
    (line,) = lay_out((Run("Mẫu số 1d"),), Shape(450.0, align=align))
    left, right = line.atoms[0].x, 450.0 - right_end(line)
    if align == "centre":
        assert left == pytest.approx(right)
    elif align == "right":
        assert right == pytest.approx(0)
    else:
        assert left == 0


def test_full_lines_are_justified_but_the_last_is_not() -> None:
    lines = lay_out((Run("một hai ba bốn " * 10),), Shape(300.0))
    assert right_end(lines[0]) == pytest.approx(300.0)
    assert right_end(lines[-1]) < 300.0


def test_a_box_is_narrower_than_a_letter_of_its_line() -> None:
    (line,) = lay_out((Tick("poor", ticked=True, answered=True), Run(" Có")), SHAPE)
    assert line.atoms[0].ticked
    assert line.atoms[0].width < 14


def test_a_leader_is_as_wide_as_its_room() -> None:
    for room in (10.0, 33.3, 200.0):
        dots = width(leader(room, REGULAR, 14), REGULAR, 14)
        assert room - 3.6 < dots <= room + 0.1


@pytest.mark.parametrize("blank", ["\n", "\t", "\r\n", "  "])
def test_any_blank_of_a_value_is_a_space(blank: str) -> None:
    pieces = (Run("Thiệt hại: "), Fill("damage", "…", f"mái tôn{blank}bay hết", grows=True))
    assert words(lay_out(pieces, SHAPE)) == ["Thiệt hại: mái tôn bay hết"]
