"""Cases in the words of the screen."""

from __future__ import annotations

from app.services.container import Services
from app.ui.screens.emergency.case_words import (
    case_line,
    head_words,
    needs_words,
    protection_line,
    report_words,
    rice_words,
    step_lines,
)


def test_a_case_as_a_line_and_as_a_page(desk: Services) -> None:
    made = desk.emergencies.intake(
        {"cause": "hoa_hoan", "household_name": "Y Lô", "persons": 4, "needs": "gao,chan_man",
         "received_at": "2025-11-13T06:10", "reporter": "Y Pher", "place": "Bon U2"}
    ).made  # fmt: skip
    assert made is not None
    file = desk.emergencies.file(made)
    line = case_line(file.line)
    assert (line.title, line.right, line.status_kind) == ("Y Lô", "60 kg", "warn")
    assert [one.state for one in step_lines(file)] == ["done", "now", "later", "later"]
    assert "06:10 13/11/2025" in [words for _label, words in report_words(file)]
    assert head_words(file).startswith("Bon U2")
    assert rice_words(0) == ""
    assert "," in needs_words("gao,chan_man")


def test_a_closed_case_as_a_line(desk: Services) -> None:
    desk.protection.intake({"person_name": "Thị Krong", "ground": "khac", "birth": "1990"})
    line = protection_line(desk.protection.lines()[0])
    assert line.title == "Thị Krong"
    assert line.right
    assert line.status_icon == "lock"
