"""Dead batteries and wrong years: noticed before a save, confirmed by a person, told in history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Correctable
from app.services.clock_guard import Reason
from app.services.container import Services
from app.services.upkeep import Upkeep
from tests.fakes.courier import Courier
from tests.fakes.desks import make_pair
from tests.fakes.open_desk import at_desk, desk_store

BUILT = date(2025, 6, 1)
FRIDAY = date(2025, 11, 14)


class Desk:
    """A workstation that is closed and opened again on other days."""

    def __init__(self, folder: Path) -> None:
        self.store = desk_store(folder, day=FRIDAY)
        self.clock = self.store.clock
        self.folder = folder

    def on(self, day: date) -> Services:
        """Opened anew, the computer showing ``day``."""
        assert isinstance(self.clock, FixedClock)
        self.clock.at = FixedClock.on(day).at
        self.store.clock = self.clock
        self.store.before_write = lambda: None
        services = at_desk(self.store, self.folder)
        services.clock_guard.watch(BUILT)
        return services


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.store.close()


def save(services: Services) -> list[bool]:
    """Enter somebody; whether each line of the history is told as uncertain."""
    made = services.people.intake({"name": "Y Thim Byă", "birth": "1961"}).made
    assert made is not None
    return [line.doubtful for line in services.history.of_person(made)]


@pytest.mark.parametrize(
    ("shown", "reason", "last"),
    [
        (date(2025, 11, 14), None, None),
        (date(2025, 11, 13), None, None),
        (date(2025, 12, 29), None, None),
        (date(2025, 11, 11), Reason.BACK, FRIDAY),
        (date(2025, 6, 1), Reason.BACK, FRIDAY),
        (date(2025, 5, 31), Reason.EARLY, FRIDAY),
        (date(2010, 1, 1), Reason.EARLY, FRIDAY),
        (date(2025, 12, 30), Reason.AHEAD, FRIDAY),
        (date(2041, 1, 1), Reason.AHEAD, FRIDAY),
    ],
    ids=str,
)
def test_what_the_clock_may_show_after_a_save(
    desk: Desk, shown: date, reason: Reason | None, last: date | None
) -> None:
    services = desk.on(shown)
    found = services.clock_guard.doubt()
    assert (found and found.reason, found and found.last) == (reason, last)
    if reason is None:
        assert save(services) == [False]
        return
    with pytest.raises(Correctable, match="date_doubtful"):
        save(services)
    services.clock_guard.confirm()
    assert save(services) == [reason is not Reason.AHEAD]


def test_nobody_watches_where_the_clock_was_handed_in(desk: Desk) -> None:
    assert isinstance(desk.clock, FixedClock)
    desk.clock.at = FixedClock.on(date(2010, 1, 1)).at
    services = at_desk(desk.store, desk.folder)
    assert services.clock_guard.doubt() is None
    services.clock_guard.confirm()
    assert save(services) == [False]


def test_the_right_day_may_be_typed(desk: Desk) -> None:
    services = desk.on(date(2010, 1, 1))
    services.clock_guard.confirm(date(2025, 11, 17))
    assert services.clock.today() == date(2025, 11, 17)
    assert save(services) == [True]
    assert desk.on(date(2025, 11, 18)).clock_guard.doubt() is None


def test_doubt_ends_when_the_date_fits_again(desk: Desk) -> None:
    first = desk.on(date(2010, 1, 1))
    first.clock_guard.confirm()
    assert save(first) == [True]
    again = desk.on(date(2010, 1, 1)).clock_guard.doubt()
    assert again is not None  # the battery is still dead
    mended = desk.on(date(2025, 11, 20))
    assert save(mended) == [False]
    told = [
        line.doubtful
        for hit in mended.search.find("Y Thim")
        for line in mended.history.of_person(hit.id)
    ]
    assert sorted(told) == [False, True]


def test_each_new_day_is_looked_at_before_its_first_save(desk: Desk) -> None:
    services = desk.on(date(2025, 11, 17))
    save(services)
    assert isinstance(desk.clock, FixedClock)
    desk.clock.advance(days=1)
    save(services)
    desk.clock.advance(days=-900)
    with pytest.raises(Correctable, match="date_doubtful"):
        save(services)
    desk.clock.advance(days=900)
    save(services)


def test_a_wrong_future_that_was_believed_is_left_behind(desk: Desk) -> None:
    wrong = desk.on(date(2041, 1, 1))
    wrong.clock_guard.confirm()
    save(wrong)
    right = desk.on(date(2025, 11, 20))
    found = right.clock_guard.doubt()
    assert found is not None
    assert found.reason is Reason.BACK
    right.clock_guard.confirm()
    save(right)
    for days in (1, 2, 40):
        assert save(desk.on(date(2025, 11, 20) + timedelta(days=days))) == [False]


def test_the_offices_files_tell_the_time_and_doubt_is_told_there(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    courier = Courier(tmp_path / "way")
    commune.person()
    office.clock.advance(days=20)
    courier.carry(commune, office)
    courier.carry(office, commune)
    services = commune.services()
    services.clock_guard.watch(date(2026, 1, 1))
    found = services.clock_guard.doubt()
    assert found is not None
    assert (found.reason, found.last) == (Reason.BACK, date(2026, 8, 23))
    services.clock_guard.confirm()
    late = commune.person("H’Lem Kbuôr")
    courier.carry(commune, office)
    [line] = office.services().history.of_row("person", late, pv=commune.session.pv)
    assert line.doubtful
    for desk in (commune, office):
        assert Upkeep(desk.store, cleared=True).doctor().healthy
