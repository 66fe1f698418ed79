"""A laptop that lies about what it wrote before: the office keeps what it holds, and both show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

from app.oplog import branches
from app.oplog.operation import decode, encode, operation_hash
from app.sync import forks
from tests.fakes.courier import Courier
from tests.fakes.desks import make_pair
from tests.integration.two_devices.test_forks import people, twin_of, whole

honest = branches.anew


def _lying(
    old: bytes, into: bytes, raws: Iterable[bytes], names: dict[bytes, bytes]
) -> list[bytes]:
    """As its own program writes a branch anew, but with another day of birth."""
    fresh = []
    for raw in honest(old, into, raws, names):
        operation = decode(raw)
        writes = [
            msgspec.structs.replace(one, value="1999-09-09") if one.value == "1965-02-01" else one
            for one in operation.writes
        ]
        made = encode(msgspec.structs.replace(operation, writes=writes))
        assert operation.nonce is not None
        names[operation.nonce] = operation_hash(into, made)
        fresh.append(made)
    return fresh


@pytest.mark.parametrize("lies", [False, True])
def test_what_it_wrote_leaves_no_log_for_a_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, lies: bool
) -> None:
    """The office holds what the laptop wrote; the laptop says it wrote something else."""
    courier = Courier(tmp_path / "way")
    laptop, office = make_pair(tmp_path)
    chinh = laptop.person()
    courier.carry(laptop, office)
    other = Path(office.folder / f"station-{office.id.int - 0xD0}.db")
    office.store.close()
    second = office.copy(other.with_name("second.db"))
    twin = twin_of(laptop, tmp_path)
    laptop.edit(chinh, birth="1965-02-01")
    twin.edit(chinh, note="nhánh khác")
    courier.carry(laptop, office)
    courier.carry(twin, office)
    courier.carry(twin, second)
    monkeypatch.setattr(forks, "anew", _lying if lies else honest)
    courier.carry(laptop, second)
    courier.carry(second, laptop)
    courier.carry(laptop, office)
    with office.store.read() as connection:
        values = {
            head
            for (raw,) in connection.exec_driver_sql("SELECT raw FROM sync_op")
            for head in (one.value for one in decode(bytes(raw)).writes)
        }
    if lies:
        assert {"1965-02-01", "1999-09-09"} <= values
        [found] = office.exchange.differences()
        assert {one.value for one in found.entries} == {"1965-02-01", "1999-09-09"}
    else:
        assert people(office)["Bế Văn Chính"]["note"] == "nhánh khác"
        assert office.exchange.differences() == []
    whole(office)
