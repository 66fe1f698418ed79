"""What a line of a file writes, what it leads to, and what it may not begin again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Correctable
from app.models.records import RECORDS
from app.services.record_io import RecordIO
from tests.factories import PV
from tests.fakes.desk import Desk, open_desk
from tests.fakes.record_files import REGISTER, line, results, write


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (line("person", "p-2", name="Y Lô", birth="31/02/1950"), "birth"),
        (line("person", "p-2", birth="1950"), "name"),
        (line("person", "p-2", name="Y Lô", colour="xanh"), "colour"),
        (line("person", "p-2", name="Y Lô", sex="x"), "sex"),
        (line("membership", "m-2", links={"household": "h-9", "person": "p-1"}), "household"),
        (line("membership", "m-2", links={"person": "p-1"}), "household"),
        (line("membership", "m-2", household="h-1", links={"person": "p-1"}), "household"),
        (line("fact", "f-9", links={"person": "p-1"}, kind="hiv", value="co"), "kind"),
        (line("fact", "f-9", links={"person": "p-1"}, kind="poverty", value="giau"), "value"),
        (line("fact", "f-1", value="giau"), "value"),
        (line("fact", "f-1", links={"person": "p-1"}), "subject_kind"),
        (line("dossier", "d-1", links={"person": "p-1"}, category="5.3"), "category"),
        (
            line("dossier", "d-1", links={"person": "p-1"}, category="5.4", allowance="x"),
            "allowance",
        ),
        (line("household", "h-2"), "set"),
        (line("emergency_case", "c-2", household_name="Y Lô"), "cause"),
        (
            line("emergency_case", "c-2", cause="hoa_hoan", received_at="2025-11-13T99:00"),
            "received_at",
        ),
        (line("emergency_case", "c-2", cause="hoa_hoan", received_at="2030-01-01"), "received_at"),
        (line("protection_case", "b-2", person_name="Y"), "ground"),
        (line("victim", "x-2", links={"emergency_case": "c-1"}), "status"),
    ],
)
def test_one_wrong_line_and_nothing_is_written(
    desk: Desk, tmp_path: Path, bad: str, field: str
) -> None:
    with pytest.raises(Correctable) as told:
        RecordIO(desk.store, desk.session).apply(write(tmp_path, *REGISTER, bad))
    assert told.value.field == field
    assert told.value.params["line"] == len(REGISTER) + 1
    assert RecordIO(desk.store, desk.session).rows("village") == []


@pytest.mark.parametrize("kind", ["dossier", "restricted_dossier"])
def test_a_granted_dossier_is_paid_by_a_neutral_allowance(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    granted = line(
        kind, "d-1", links={"person": "p-1"}, category="5.4", received_on="2025-01-02",
        state="decided", result="granted", monthly_vnd=500_000, from_month="2025-02",
    )  # fmt: skip
    path = write(tmp_path, *REGISTER, granted)
    results(desk, path)
    allowance = RECORDS["allowance"]
    with desk.store.read() as connection:
        row = connection.execute(allowance.select()).one()
        assert (row.monthly_vnd, row.from_month) == (500_000, "2025-02")
    assert results(desk, path) == {"same": len(REGISTER) + 1}
    results(desk, write(tmp_path, line(kind, "d-1", to_month="2025-10")))
    with desk.store.read() as connection:
        assert connection.execute(allowance.select()).one().to_month == "2025-10"
    assert RecordIO(desk.store, desk.session).rows(kind)[0]["form"] == "1c"


def test_a_file_pays_nobody_who_moves_away(desk: Desk, tmp_path: Path) -> None:
    granted: dict[str, Any] = {"result": "granted", "monthly_vnd": 500_000, "from_month": "2025-12"}
    path = write(
        tmp_path,
        line("person", "p-1", name="Điểu Ndŭr"),
        line("dossier", "d-1", links={"person": "p-1"}, category="5.6"),
    )
    person = RecordIO(desk.store, desk.session).apply(path)[0].id
    with desk.store.write(desk.session.officer) as work:
        work.create("move", {"person": person, "from_pv": PV, "to_pv": PV + 1})
        work.commit()
    with pytest.raises(Correctable, match="moves_away"):
        RecordIO(desk.store, desk.session).apply(write(tmp_path, line("dossier", "d-1", **granted)))


def test_a_file_lets_no_ended_payment_begin_again(desk: Desk, tmp_path: Path) -> None:
    granted: dict[str, Any] = {"result": "granted", "monthly_vnd": 500_000, "from_month": "2025-01"}
    path = write(
        tmp_path,
        line("person", "p-1", name="Điểu Ndŭr"),
        line("dossier", "d-1", links={"person": "p-1"}, category="5.6", **granted),
    )
    person = RecordIO(desk.store, desk.session).apply(path)[0].id
    allowance = RECORDS["allowance"]

    def ends() -> str | None:
        with desk.store.read() as connection:
            found: str | None = connection.execute(allowance.select()).one().to_month
            return found

    with desk.store.read() as connection:
        paid = connection.execute(allowance.select()).one().id
    with desk.store.write(desk.session.officer) as work:
        work.edit("allowance", paid, {"to_month": "2025-10"})  # by a later decision, say
        work.commit()
    results(desk, write(tmp_path, line("dossier", "d-1", note="đã đối chiếu")))
    assert ends() == "2025-10"
    with desk.store.write(desk.session.officer) as work:
        work.create("move", {"person": person, "from_pv": PV, "to_pv": PV + 1})
        work.commit()
    results(desk, write(tmp_path, line("dossier", "d-1", note="đã gửi hồ sơ")))
    with pytest.raises(Correctable, match="moves_away"):
        results(desk, write(tmp_path, line("dossier", "d-1", to_month=None, monthly_vnd=600_000)))
    assert ends() == "2025-10"
