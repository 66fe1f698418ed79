"""The day's work in words."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest

from app.services.drafts import Draft, DraftKey
from app.services.today import DUE, LATE, NEXT, TaskLine
from app.ui.screens.today.today_words import (
    draft_words,
    group_counts,
    place_of,
    task_line,
    weekday,
)

FRIDAY = date(2025, 11, 14)
CASE = UUID(int=7)


def task(group: str, due: date | None, days: int | None, *, working: bool = True) -> TaskLine:
    return TaskLine("k", group, "send", "Gửi", "", due, days, working, "Mở", "exchange", {})


@pytest.mark.parametrize(
    ("line", "kind", "icon"),
    [
        (task(LATE, date(2025, 11, 11), -3), "bad", "circle-alert"),
        (task(LATE, None, None), "bad", "circle-alert"),
        (task(DUE, FRIDAY, 0), "warn", "clock"),
        (task(NEXT, date(2025, 11, 19), 3), "plain", "hourglass"),
        (task(NEXT, None, None), "plain", "send"),
    ],
)
def test_urgency_is_word_icon_and_colour(line: TaskLine, kind: str, icon: str) -> None:
    told = task_line(line, FRIDAY)
    assert (told.status_kind, told.status_icon) == (kind, icon)
    assert told.status
    assert bool(told.right) is (line.due is not None)


def test_today_is_told_with_its_name() -> None:
    assert weekday(FRIDAY).endswith("14/11")


def test_heads_tell_how_many_and_which_day() -> None:
    counts = group_counts([task(LATE, None, None), task(NEXT, None, None)], FRIDAY)
    assert sorted(counts.values()) == ["1", "1", weekday(FRIDAY)]


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (DraftKey("emergency"), ("emergency", {"new": True})),
        (DraftKey("intake"), ("people", {"new": True})),
        (DraftKey("intake", str(CASE)), ("people", {"household": CASE, "new": True})),
        (DraftKey("fact", str(CASE)), ("people", {"person": CASE, "sheet": "fact"})),
        (
            DraftKey("decision", str(CASE)),
            ("monthly_allowance", {"dossier": CASE, "sheet": "decision"}),
        ),
        (DraftKey("dossier", str(CASE)), ("monthly_allowance", {"dossier": CASE})),
        (DraftKey("relief", str(CASE)), ("emergency", {"case": CASE, "sheet": "relief"})),
        (DraftKey("protection"), ("emergency", {"apart": True})),
    ],
)
def test_a_draft_leads_back_to_its_form(key: DraftKey, place: tuple[str, object]) -> None:
    assert place_of(key) == place


def test_a_draft_tells_when() -> None:
    draft = Draft(DraftKey("emergency"), {}, datetime.fromisoformat("2025-11-13T16:50+07:00"))
    assert "13/11" in draft_words(draft, FRIDAY)
    assert "16:50" in draft_words(draft, FRIDAY)
    assert "13/11" not in draft_words(draft, date(2025, 11, 13))
    assert draft_words(Draft(DraftKey("other"), {}, draft.saved_at), FRIDAY)
