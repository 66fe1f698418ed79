"""Who is paid in a month, for everybody the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.storage.queries.allowances import in_payment, of_person, paid_in
from tests.factories import PV
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = open_desk(tmp_path)
    home = desk.household([("Y Lô", "1980", "nam")], village=desk.village("Bon U2"))
    person = desk.members(home)["Y Lô"]
    with desk.store.write(desk.session.officer) as work:
        for start, end, vnd in (("2025-03", None, 750_000), ("2024-01", "2025-02", 540_000)):
            work.create(
                "allowance",
                {"person": person, "monthly_vnd": vnd, "from_month": start, "to_month": end},
            )
        work.commit()
    return desk


@pytest.mark.parametrize(
    ("month", "sums"),
    [
        ("2023-12", []),
        ("2024-01", [540_000]),
        ("2025-02", [540_000]),
        ("2025-03", [750_000]),
        ("2030-01", [750_000]),
    ],
)
def test_the_first_and_the_last_month_are_paid(desk: Desk, month: str, sums: list[int]) -> None:
    with desk.store.read() as connection:
        found = in_payment(connection, PV, month)
    assert [one.monthly_vnd for one in found] == sums
    assert {one.village for one in found} <= {"Bon U2"}


def test_a_persons_allowances_over_time(desk: Desk) -> None:
    with desk.store.read() as connection:
        person = in_payment(connection, PV, "2025-03")
        assert person[0].name == "Y Lô"
        assert of_person(connection, PV, desk.session.officer) == []


def test_oldest_first(desk: Desk) -> None:
    person = desk.person()
    with desk.store.write(desk.session.officer) as work:
        for start in ("2025-02", "2024-02"):
            work.create("allowance", {"person": person, "from_month": start, "monthly_vnd": 1})
        work.commit()
    with desk.store.read() as connection:
        found = of_person(connection, PV, person)
    assert [one.from_month for one in found] == ["2024-02", "2025-02"]


@pytest.mark.parametrize(
    ("month", "paid"),
    [("2024-12", None), ("2025-01", (1, "2025-01")), ("2025-03", (3, "2025-01")),
     ("2025-04", (2, "2025-03"))],
)  # fmt: skip
def test_what_somebody_is_paid_in_a_month_and_since_when(
    desk: Desk, month: str, paid: tuple[int, str] | None
) -> None:
    person = desk.person()
    with desk.store.write(desk.session.officer) as work:
        for start, end, vnd in (("2025-01", "2025-03", 1), ("2025-03", None, 2)):
            work.create(
                "allowance",
                {"person": person, "monthly_vnd": vnd, "from_month": start, "to_month": end},
            )
        work.commit()
    with desk.store.read() as connection:
        assert paid_in(connection, PV, [person], month).get(person) == paid
