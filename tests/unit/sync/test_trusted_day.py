"""Whose word for the date counts, and how far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection

from app.core.clock import VIETNAM
from app.sync import trust_store, trusted_day
from tests.factories import OFFICER, PV, open_store
from tests.fakes import stations
from tests.fakes.stations import COMMUNE, OFFICE, Station

FAR = date(2047, 1, 1)
END = date(2027, 12, 22)  # of both certificates; they begin on 22/11/2026


def device(station: Station) -> trust_store.Device:
    certificate = stations.certificate(station)
    return trust_store.Device(UUID(bytes=station.device), "", PV, "active", certificate, b"")


def ms(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 8, tzinfo=VIETNAM).timestamp() * 1000)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with open_store(tmp_path).write(OFFICER) as work:
        yield work.connection


@pytest.mark.parametrize("clock", [date(1970, 1, 1), date(2026, 12, 1), FAR])
def test_an_office_goes_by_its_clock_to_the_end_of_its_certificate(
    connection: Connection, clock: date
) -> None:
    assert trusted_day.today(connection, device(OFFICE), clock) == min(clock, END)


def test_a_commune_goes_by_its_office_alone(connection: Connection) -> None:
    own = device(COMMUNE)
    assert trusted_day.today(connection, own, FAR) == stations.TODAY
    for shown, believed in (
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 11, 30), date(2026, 12, 1)),  # an older bundle that came late
        (date(1970, 1, 1), date(2026, 12, 1)),
        (FAR, END),
    ):
        trusted_day.note(connection, device(OFFICE), ms(shown))
        assert trusted_day.today(connection, own, FAR) == believed


def test_a_colleagues_clock_says_nothing(connection: Connection) -> None:
    trusted_day.note(connection, device(COMMUNE), ms(date(2027, 1, 1)))
    assert trust_store.latest_day(connection) is None


@pytest.mark.parametrize(
    ("made", "judged"),
    [
        (date(1970, 1, 1), date(2026, 12, 1)),
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2028, 3, 21), date(2028, 3, 21)),  # 90 days after the end
        (date(2028, 3, 22), date(2027, 12, 23)),  # nobody's clock is believed so far
        (FAR, date(2027, 12, 23)),
    ],
)
def test_an_offices_statement_shows_the_day_it_is_judged_by(made: date, judged: date) -> None:
    today = date(2026, 12, 1)
    assert trusted_day.of_statement(device(OFFICE), ms(made), today) == judged
    assert trusted_day.of_statement(device(COMMUNE), ms(made), today) == today
