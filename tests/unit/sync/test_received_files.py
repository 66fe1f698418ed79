"""The record of files that were given in."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app.core.errors import Untrusted
from app.core.i18n import N_
from app.core.ids import new_id
from app.models.log import sync_in
from app.sync import received_files
from app.sync.spool import Spooled
from tests.factories import OFFICER, open_store


def test_two_senders_never_share_the_ids_a_bundle_may_stand_under() -> None:
    bundle, one, other = new_id().bytes, new_id(), new_id()
    assert received_files.kept_under(bundle, one)[0] == UUID(bytes=bundle)
    assert received_files.kept_under(bundle, one)[1] != received_files.kept_under(bundle, other)[1]


def test_a_refused_file_is_recorded_once_and_stays_unknown(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    spooled = Spooled(tmp_path / "file", bytes(32), 1)
    error = Untrusted("malformed", N_("This file was changed or damaged on its way."))
    with store.write(OFFICER) as work:
        for _twice in range(2):
            received_files.record_refusal(work.connection, spooled, "a.tgxh", error, 5)
        rows = work.connection.execute(select(sync_in.c.name, sync_in.c.state)).all()
        work.commit()
    assert [tuple(row) for row in rows] == [("a.tgxh", "refused")]
    assert not received_files.is_known(store, bytes(32))
