from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.core.clock import FixedClock
from app.core.errors import Correctable
from app.services.access import open_station, take_out_officer
from app.services.container import Services
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE, make

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")

SECOND = "rẫy cà phê mùa khô"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = make(tmp_path / "station").services
    yield made
    made.close()


def add(services: Services, *, cleared: bool = False) -> UUID:
    made = services.officers.add(
        name="Y Briu Êban", title=" Kế  toán ", passphrase=SECOND, cleared=cleared
    ).made
    assert made is not None
    return made


def as_officer(services: Services, officer: UUID, passphrase: str) -> Services:
    clock = services.clock
    assert isinstance(clock, FixedClock)
    services.close()
    return open_station(services.folder, officer, passphrase, clock)


def test_lines_say_who_works_here(services: Services) -> None:
    other = add(services)
    line = services.officers.lines()[1]
    assert (line.id, line.name, line.title, line.cleared) == (
        other,
        "Y Briu Êban",
        "Kế toán",
        False,
    )
    services.officers.set_title(other, "Công chức")
    assert services.officers.lines()[1].title == "Công chức"


def test_clearance_is_given_and_taken_by_who_has_it(services: Services) -> None:
    other = add(services)
    services.officers.set_cleared(other, cleared=True)
    assert services.officers.lines()[1].cleared
    services.officers.set_cleared(other, cleared=False)
    uncleared = as_officer(services, other, SECOND)
    with pytest.raises(Correctable, match="not_cleared"):
        uncleared.officers.set_cleared(other, cleared=True)
    uncleared.close()


def test_somebody_cleared_always_stays(services: Services) -> None:
    own, other = services.session.officer, add(services)
    with pytest.raises(Correctable, match="last_cleared"):
        services.officers.set_cleared(own, cleared=False)
    services.officers.set_cleared(other, cleared=True)
    services.officers.set_cleared(own, cleared=False)
    left = as_officer(services, own, PASSPHRASE)
    with pytest.raises(Correctable, match="last_cleared"):
        take_out_officer(left, other, PASSPHRASE)
    left.close()


@pytest.mark.parametrize(
    ("now", "new", "code", "field"),
    [
        ("một câu khác", SECOND, "wrong_passphrase", "now"),
        (PASSPHRASE, "ngắn", "weak_passphrase", "passphrase"),
        (PASSPHRASE, "Lương Thị Hạnh", "weak_passphrase", "passphrase"),
    ],
)
def test_ones_own_passphrase_is_proved_and_judged(
    services: Services, now: str, new: str, code: str, field: str
) -> None:
    with pytest.raises(Correctable) as refusal:
        services.officers.change_own_passphrase(now, new)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    services.officers.change_own_passphrase(PASSPHRASE, SECOND)
    as_officer(services, services.session.officer, SECOND).close()


def test_a_colleague_who_forgot_the_passphrase_is_vouched_for(services: Services) -> None:
    own, other, new = services.session.officer, add(services), "thác nước đầu nguồn"
    for given, chosen, field in (("một câu khác", new, "own"), (PASSPHRASE, "ngắn", "passphrase")):
        with pytest.raises(Correctable) as refusal:
            services.officers.renew_passphrase(other, chosen, own=given)
        assert refusal.value.field == field
    services.officers.renew_passphrase(other, new, own=PASSPHRASE)
    theirs = as_officer(services, other, new)
    with pytest.raises(Correctable, match="not_cleared"):  # it would show what is restricted
        theirs.officers.renew_passphrase(own, "rẫy cà phê mùa mưa", own=new)
    theirs.close()
    open_station(services.folder, own, PASSPHRASE, FixedClock.on(date(2026, 8, 3))).close()


def test_who_left_has_no_way_in_and_the_key_is_another(services: Services) -> None:
    own, other = services.session.officer, add(services)
    with pytest.raises(Correctable, match="wrong_passphrase"):
        take_out_officer(services, other, "một câu khác")
    assert len(services.officers.lines()) == 2  # and it is still open
    with pytest.raises(Correctable, match="not_oneself"):
        take_out_officer(services, own, PASSPHRASE)
    with pytest.raises(Correctable, match="unknown_officer"):
        take_out_officer(services, UUID(int=5), PASSPHRASE)
    take_out_officer(services, other, PASSPHRASE)
    with pytest.raises(Correctable, match="unknown_officer"):
        as_officer(services, other, SECOND)
    again = as_officer(services, own, PASSPHRASE)
    assert [line.id for line in again.officers.lines()] == [own]
    again.close()
