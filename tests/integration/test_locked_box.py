"""A workstation's whole first day, then a thief with a text search."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable, Environment
from app.core.station import DATABASE_FILE, KEYS_FILE, LOCK_FILE, read_card
from app.storage.anchor import AnchorPoint, write_anchor
from app.storage.backup import back_up
from app.storage.database import close, create_engine_for, reader
from app.storage.key_rotation import settle
from app.storage.key_store import (
    NewOfficer,
    create_keys,
    new_code,
    new_key,
    unlock_officer,
    unlock_recovery,
)
from app.storage.station_lock import StationLock
from app.storage.upgrade import SchemaState, create_schema, schema_state

DATABASE = UUID("01939f2c-0000-7000-8000-000000000001")
HOA = NewOfficer(
    UUID("01939f2c-0000-7000-8000-000000000002"), "Lê Thị Hoàng Oanh", "mưa rơi trên nương"
)
CHILD = "H'Canary Buôn Krông 8391"
AT = datetime(2026, 11, 22, 8, 15, tzinfo=timezone(timedelta(hours=7)))


def test_nothing_about_anybody_can_be_read_from_the_disk(own_folders: Path) -> None:
    folder = own_folders / "data"
    folder.mkdir()
    key, code = new_key(), new_code()
    with StationLock(folder):
        create_keys(
            folder, database=DATABASE, unit=224611, role="commune", key=key, officer=HOA, code=code
        )
        engine = create_engine_for(folder / DATABASE_FILE, key, create=True)
        create_schema(engine)
        for times in (1, 60):
            with engine.begin() as work:
                work.exec_driver_sql("CREATE TABLE IF NOT EXISTS canary (words TEXT)")
                work.exec_driver_sql("INSERT INTO canary VALUES (?)", [(CHILD,)] * times)
            write_anchor(DATABASE, [AnchorPoint(UUID(int=1), times, bytes(32))])
        back_up(folder, key, at=AT)
        secrets = (CHILD, HOA.name, HOA.passphrase, "Oanh", "CREATE TABLE", "AGE-SECRET-KEY")
        found = [item for item in own_folders.rglob("*") if item.is_file()]
        names = {item.name for item in found}
        assert names >= {DATABASE_FILE, f"{DATABASE_FILE}-wal", KEYS_FILE, LOCK_FILE}
        assert f"{DATABASE}.json" in names
        for item in found:
            content = item.read_bytes()
            assert key not in content
            assert code not in content
            for secret in secrets:
                assert secret.encode() not in content, item.name
                assert secret.encode("utf-16-le") not in content, item.name
        close(engine)


def test_the_next_morning(own_folders: Path) -> None:
    folder = own_folders / "data"
    folder.mkdir()
    key, code = new_key(), new_code()
    create_keys(
        folder, database=DATABASE, unit=224611, role="commune", key=key, officer=HOA, code=code
    )
    engine = create_engine_for(folder / DATABASE_FILE, key, create=True)
    create_schema(engine)
    close(engine)

    card = read_card(folder)
    assert card is not None
    assert [entry.label for entry in card.officers] == ["L. T. H. O."]
    with StationLock(folder):
        with pytest.raises(Environment, match="in_use"):
            StationLock(folder)
        with pytest.raises(Correctable, match="wrong_passphrase"):
            unlock_officer(folder, HOA.id, "mưa rơi trên rẫy")
        opened = settle(folder, unlock_officer(folder, HOA.id, HOA.passphrase))
        assert opened == settle(folder, unlock_recovery(folder, code)) == key
        engine = create_engine_for(folder / DATABASE_FILE, opened)
        assert schema_state(engine) is SchemaState.CURRENT
        with reader(engine).begin() as view:
            assert view.exec_driver_sql("SELECT count(*) FROM person").scalar_one() == 0
        close(engine)
