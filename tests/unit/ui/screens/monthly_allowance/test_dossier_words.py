"""Dossiers in words: late, due, steps, questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.core.i18n import _
from app.services.dossiers import DossierLine
from app.services.eligibility import OpenQuestion
from app.ui.screens.monthly_allowance import dossier_words as words
from tests.fakes.open_desk import open_desk, poor_widow

ID = UUID(int=7)


@pytest.mark.parametrize(
    ("left", "kind"), [(-2, "bad"), (0, "warn"), (3, "warn"), (4, "plain"), (None, "plain")]
)
def test_only_what_is_near_or_late_is_marked(left: int | None, kind: str) -> None:
    due = None if left is None else date(2025, 11, 20)
    line = words.list_line(DossierLine(ID, ID, "Lý Văn Phủ", None, "received", None, due, left))
    assert line.status_kind == kind
    assert line.status
    assert ("20/11" in line.aside) is (due is not None)


def test_a_day_is_told_with_its_name() -> None:
    assert words.weekday(date(2025, 11, 20)) == f"{_('Thu')} 20/11/2025"


def test_a_question_shows_what_a_yes_brings() -> None:
    question = words.question_of(OpenQuestion("HTXH.a", "Có giấy tờ không?", 500_000, None))
    assert [option.value for option in question.options] == [words.YES, words.NO]
    assert "500.000 đ" in question.options[0].text


def test_steps_before_now_and_later(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    dossier = desk.dossiers.open(
        poor_widow(desk).people[0], {"category": "5.5.a", "one_stop_code": "0418"}
    ).made
    assert dossier is not None
    file = desk.dossiers.file(dossier)
    desk.close()
    assert [one.state for one in words.step_lines(file)] == [
        "done", "now", "later", "later", "later",
    ]  # fmt: skip
    assert "0418" in words.head_line(file)
