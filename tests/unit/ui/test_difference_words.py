from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from app.core.i18n import use_language
from app.oplog.kinds import KINDS
from app.oplog.registry import Merge
from app.services.differences import DELETED_FIELD, Difference
from app.ui.difference_words import (
    field_words,
    group_words,
    title_words,
    value_words,
    written_words,
)


@pytest.mark.parametrize(
    ("value", "field", "shown"),
    [
        ("1965-12-11", "birth", "11/12/1965"),
        ("1965", "birth", "1965"),
        ("sometime", "birth", "sometime"),
        (750_000, "monthly_vnd", "750.000 đ"),
        (4, "persons", "4"),
        (None, "birth", "–"),
        (True, "shortened", "có"),
        (False, "shortened", "không"),
        (True, DELETED_FIELD, "đã bỏ khỏi sổ"),
        (False, DELETED_FIELD, "giữ lại"),
        (UUID(int=1), "person", "bản ghi khác"),
        ("Bế Văn Chính", "name", "Bế Văn Chính"),
    ],
)
def test_values_are_shown_in_one_way(value: object, field: str, shown: str) -> None:
    use_language("vi")
    found = Difference("person", 1, UUID(int=9), field, "", None, False, (), None)
    assert value_words(found, value) == shown


def test_the_fields_that_ask_most_have_a_name() -> None:
    use_language("en")
    asked = {
        field.name
        for kind in KINDS
        if kind.name in ("person", "household", "allowance", "dossier")
        for field in kind.fields
        if field.merge is Merge.ASK
    }
    named = {name for name in asked if field_words(name) != name}
    use_language("vi")
    assert asked - named == {"allowance"}  # a link that is never shown
    assert "birth" in named


def test_a_row_without_a_name_is_called_by_its_kind() -> None:
    use_language("vi")
    found = Difference("village", 1, UUID(int=1), "name", "", None, False, (), None)
    assert title_words(found) == "Thôn, buôn"


def test_what_waits_for_an_earlier_part_says_since_when() -> None:
    use_language("vi")
    found = Difference("person", 1, UUID(int=1), "birth", "", None, True, (), None)
    assert written_words(found) == "Ngày sinh: hai máy ghi khác nhau"
    assert group_words(found) == "Ngày sinh"
    waiting = replace(found, waiting_ms=1_785_717_600_000)
    assert written_words(waiting) == "Ngày sinh: thiếu phần dữ liệu đi trước từ 03/08/2026"
    assert group_words(waiting) == "Chờ phần dữ liệu đi trước"
