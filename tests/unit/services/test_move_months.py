"""Which commune pays which month: a table of days, and what a later start needs."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.oplog.operation import Action
from app.services.move_months import first_month_here, months_of, require_joined
from tests.factories import PV
from tests.fakes.desk import Desk, open_desk


@pytest.mark.parametrize(
    ("decided_on", "last", "first"),
    [  # NĐ 20/2021/NĐ-CP Điều 8.4.d
        ("2026-08-01", "2026-08", "2026-09"),
        ("2026-08-31", "2026-08", "2026-09"),
        ("2025-12-31", "2025-12", "2026-01"),
    ],
)
def test_the_new_place_pays_from_the_next_month(decided_on: str, last: str, first: str) -> None:
    assert months_of(decided_on) == (last, first)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def came(desk: Desk, first: str | None) -> UUID:
    person = desk.person()
    with desk.store.write(desk.session.officer) as work:
        work.create("move", {"person": person, "from_pv": PV + 1, "to_pv": PV, "from_month": first})
        work.commit()
    return person


@pytest.mark.parametrize(
    ("start", "why", "refused"),
    [
        ("2025-12", "", None),
        ("2025-11", "", "paid_elsewhere"),
        ("2025-11", "lý do", "paid_elsewhere"),
        ("2026-01", " ", "months_between"),
        ("2026-01", "người hưởng chưa đến nhận", None),
    ],
)
def test_a_payment_joins_the_old_one(desk: Desk, start: str, why: str, refused: str | None) -> None:
    person = came(desk, "2025-12")
    with desk.store.read() as connection:
        assert first_month_here(connection, PV, person) == "2025-12"
        if refused is None:
            require_joined(connection, PV, person, start, why)
        else:
            with pytest.raises(Correctable, match=refused) as found:
                require_joined(connection, PV, person, start, why)
            assert "12/2025" in found.value.words()


def test_whoever_was_not_paid_or_is_paid_here_is_free(desk: Desk) -> None:
    unpaid, paid, other = came(desk, None), came(desk, "2025-12"), desk.person()
    with desk.store.write(desk.session.officer) as work:
        work.create("allowance", {"person": paid, "monthly_vnd": 1, "from_month": "2025-12"})
        work.commit()
    with desk.store.read() as connection:
        for one in (unpaid, paid, other):
            assert first_month_here(connection, PV, one) is None
            require_joined(connection, PV, one, "2024-01", "")


@pytest.mark.parametrize("carried", [True, False])
def test_who_leaves_is_granted_nothing_more_here(desk: Desk, *, carried: bool) -> None:
    person = desk.person()
    with desk.store.write(desk.session.officer) as work:
        if carried:
            work.act("person", person, Action.TRANSFER, {"carried_to": PV + 1})
        else:
            work.create("move", {"person": person, "from_pv": PV, "to_pv": PV + 1})
        work.commit()
    with desk.store.read() as connection, pytest.raises(Correctable, match="moves_away"):
        require_joined(connection, PV, person, "2025-12", "lý do")
