"""What waits today, in which group, and where Enter leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.services.dossiers import Dossiers
from app.services.drafts import DraftKey, Drafts
from app.services.emergency_cases import EmergencyCases
from app.services.events import Events
from app.services.protection import Protection
from app.services.relief_decisions import ReliefDecision, ReliefDecisions
from app.services.session import Session
from app.services.today import TaskLine, Today, end_of_next_week
from app.sync import trust_store
from tests.factories import PV
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def lines(desk: Desk, session: Session | None = None, *, unsent: int = 0) -> list[TaskLine]:
    return list(Today(desk.store, session or desk.session, lambda: unsent).view().lines)


def test_an_empty_register_says_what_to_do_first(desk: Desk) -> None:
    view = Today(desk.store, desk.session, lambda: 1).view()
    assert view.first_step
    assert view.lines == ()
    desk.person()
    assert Today(desk.store, desk.session, lambda: 0).view().first_step is None


def test_dossiers_by_their_legal_clock(desk: Desk) -> None:
    person = desk.person("Lý Văn Phủ", "1944")
    dossiers = Dossiers(desk.store, desk.session)
    for received in ("2025-10-28", "2025-10-30", "2025-11-05"):
        dossiers.open(person, {"category": "5.5.b", "received_on": received})
    found = lines(desk)
    assert [(line.group, line.due, line.days_left) for line in found] == [
        ("late", date(2025, 11, 11), -2),
        ("due", date(2025, 11, 13), 0),
        ("next", date(2025, 11, 19), 4),
    ]
    assert [line.screen for line in found] == ["monthly_allowance"] * 3


def test_what_lies_beyond_next_week_is_only_counted(desk: Desk) -> None:
    Dossiers(desk.store, desk.session).open(desk.person(), {"category": "5.4"})
    view = Today(desk.store, desk.session, lambda: 0).view()
    assert (view.lines, view.later) == ((), 1)
    assert end_of_next_week(date(2025, 11, 13)) == date(2025, 11, 23)
    assert end_of_next_week(date(2025, 11, 16)) == date(2025, 11, 23)


def test_one_line_for_the_households_of_an_event(desk: Desk) -> None:
    cases = EmergencyCases(desk.store, desk.session)
    flood = Events(desk.store, desk.session).add({"cause": "thien_tai", "name": "Mưa lũ"}).made
    for name in ("Y Lô", "Y Pơr"):
        cases.intake({"event": flood, "household_name": name, "needs": "gao", "persons": 2})
    cases.intake({"cause": "hoa_hoan", "household_name": "Vàng A Lềnh", "needs": "gao"})
    found = lines(desk)
    assert sorted(next(iter(line.where)) for line in found) == ["case", "event"]
    assert {line.due for line in found} == {date(2025, 11, 15)}
    desk.clock.advance(days=3)
    assert {line.group for line in lines(desk)} == {"late"}


def test_what_was_decided_waits_to_be_handed_over(desk: Desk) -> None:
    made = EmergencyCases(desk.store, desk.session).intake(
        {"cause": "hoa_hoan", "household_name": "Y Lô", "persons": 1, "needs": "gao",
         "shortened": True, "shortened_reason": "cháy", "shortened_by": "Y Thim"}
    ).made  # fmt: skip
    assert made is not None
    decisions = ReliefDecisions(desk.store, desk.session)
    decisions.decide(made, ReliefDecision("1/QĐ", "2025-11-13", "Y Thim"), decisions.proposed(made))
    assert [(line.group, line.due) for line in lines(desk)] == [("due", None)]


def test_protection_is_for_the_cleared_alone(desk: Desk) -> None:
    Protection(desk.store, desk.session).intake(
        {"person_name": "Thị Krong", "ground": "nan_nhan_xam_hai", "birth": "2014-01-01"}
    )
    assert [line.screen for line in lines(desk)] == ["emergency"]
    assert lines(desk, desk.uncleared()) == []


@pytest.mark.parametrize(
    ("day", "groups"),
    [
        (date(2025, 11, 14), []),
        (date(2025, 12, 1), ["next"]),
        (date(2025, 12, 14), ["due"]),
        (date(2025, 12, 15), ["late"]),
    ],
)
def test_reports_before_their_day(tmp_path: Path, day: date, groups: list[str]) -> None:
    desk = open_desk(tmp_path, on=day)
    desk.person("Y Lô", "2000")
    assert [line.group for line in lines(desk)] == groups


def test_a_report_that_was_made_is_done(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, on=date(2025, 12, 10))
    with desk.store.write(desk.session.officer) as work:
        work.create("paper", {"form": "10a", "made_on": "2025-12-09"})
        work.commit()
    view = Today(desk.store, desk.session, lambda: 0).view()
    assert [one.done for one in view.reports] == [True]
    assert view.lines == ()


def test_updates_and_drafts(desk: Desk) -> None:
    desk.person()
    Drafts(desk.store, desk.session).save(DraftKey("emergency"), {"at": 7})
    view = Today(desk.store, desk.session, lambda: 37).view()
    assert view.draft is not None
    assert view.unsent == 37
    assert [(line.screen, line.due) for line in view.lines] == [("exchange", None)]
    assert "37" in view.lines[0].title


def test_who_came_from_another_commune_is_received(desk: Desk) -> None:
    person = desk.person("Lý Văn Phủ", "1944")
    with desk.store.write(desk.session.officer) as work:
        work.create(
            "move", {"person": person, "from_pv": 224640, "to_pv": PV, "from_month": "2025-12"}
        )
        work.commit()
    [line] = lines(desk)
    assert (line.key, line.screen, line.where) == (f"move:{person}", "people", {"person": person})
    assert "Lý Văn Phủ" in line.title
    assert "12/2025" in line.second
    village = desk.village()
    with desk.store.write(desk.session.officer) as work:
        home = work.create("household", {"village": village})
        work.create("membership", {"household": home, "person": person})
        work.create("allowance", {"person": person, "monthly_vnd": 1, "from_month": "2025-12"})
        work.commit()
    assert lines(desk) == []


@pytest.mark.parametrize(("days", "told"), [(45, False), (46, True), (200, True)])
def test_an_office_that_nothing_comes_from(desk: Desk, days: int, *, told: bool) -> None:
    """Whoever keeps its files back would keep a withdrawal or new figures back with them."""
    assert "office_silent" not in [line.key for line in lines(desk)]
    with desk.store.write(desk.session.officer) as work:
        trust_store.keep_day(work.connection, desk.store.clock.today() - timedelta(days))
        work.commit()
    found = [line for line in lines(desk) if line.key == "office_silent"]
    assert bool(found) is told
    for line in found:
        assert str(days) in line.title
        assert (line.screen, line.group) == ("exchange", "next")
    at_office = replace(desk.session, role="office")
    assert "office_silent" not in [line.key for line in lines(desk, at_office)]
