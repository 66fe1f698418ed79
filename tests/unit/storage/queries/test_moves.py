"""Moves as both communes tell them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from app.oplog.operation import Action
from app.storage.queries import moves
from tests.factories import PV
from tests.fakes.desk import open_desk


def test_who_leaves_and_who_came(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    leaves, came, gone, nameless = (desk.person(name) for name in ("Y Lô", "Thị An", "Y Ba", "Y A"))
    told: list[tuple[UUID, int, int]] = [
        (leaves, PV, PV + 1), (came, PV + 1, PV), (gone, PV + 1, PV),
    ]  # fmt: skip
    with desk.store.write(desk.session.officer) as work:
        for person, source, target in told:
            work.create(
                "move",
                {
                    "person": person, "from_pv": source, "to_pv": target,
                    "from_month": "2025-12",
                },
            )  # fmt: skip
        work.create("move", {"person": nameless, "moved_on": "2025-11-01"})  # the rest is missing
        work.create("allowance", {"person": came, "monthly_vnd": 1, "from_month": "2025-12"})
        work.act("person", gone, Action.TRANSFER, {"carried_to": PV + 2})
        work.commit()
    with desk.store.read() as connection:
        assert [(one.name, one.carried) for one in moves.leaving(connection, PV)] == [
            ("Y Lô", False)
        ]
        assert moves.leaving(connection, None) == moves.leaving(connection, PV)
        [arrived] = moves.arriving(connection, PV)
        assert (arrived.row.person, arrived.paid_here, arrived.has_household) == (came, True, False)
        [row] = moves.of_people(connection, PV, [leaves, nameless])
        assert (row.person, row.to_pv, row.from_month) == (leaves, PV + 1, "2025-12")
        assert moves.left_behind(connection) == []
        assert moves.any_told(connection, PV)
        assert not moves.any_told(connection, PV + 1)
        assert [moves.leaves(connection, PV, [one]) for one in (leaves, came, gone)] == [
            True, False, True,
        ]  # fmt: skip
