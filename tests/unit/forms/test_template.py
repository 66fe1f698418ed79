from __future__ import annotations

import pytest

from app.forms.pieces import Fill, Run, Tick
from app.forms.template import field_names, pieces_of, read_template

TEMPLATES = ("nd20-2021-1d", "nd20-2021-1dd", "nd20-2021-06")


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_place_of_a_wording_can_be_read(name: str) -> None:
    assert {"name", "birth.year", "residence"} <= field_names(name)
    assert not any(field.startswith("signed") for field in field_names(name))


def test_styles_places_boxes() -> None:
    pieces = pieces_of("<b>A</b> <i>b</i>{name|…..>2}{~day|…}{poor=yes}", {"poor": "yes"})
    assert pieces == (
        Run("A", bold=True),
        Run(" "),
        Run("b", italic=True),
        Fill("name", "…..", None, grows=True, rows=2),
        Fill("day", "…", None, pen=True),
        Tick("poor", ticked=True, answered=True),
    )


def test_an_unanswered_question_has_no_ticked_box() -> None:
    assert pieces_of("{poor=no}{poor=yes}", {}) == (
        Tick("poor", ticked=False, answered=False),
        Tick("poor", ticked=False, answered=False),
    )


def test_a_place_that_cannot_be_read_is_told() -> None:
    with pytest.raises(ValueError, match="place"):
        pieces_of("{Tên}", {})


def test_blocks_have_kind_arguments_text() -> None:
    first = read_template("nd20-2021-1d")[0]
    assert (first.kind, first.arguments, first.text) == ("mark", (), "Mẫu số 1d")
