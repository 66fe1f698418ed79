"""What can be compared: only what both may hold, only when nothing of the sender's is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from app.core.ids import new_id
from app.oplog.registry import EDITION, Channel
from app.storage.streams import StreamBook
from app.sync import comparable
from app.sync.here import here
from app.sync.manifest import Have
from app.sync.reject import Reject
from app.sync.steps.acknowledge import have_for
from app.sync.steps.check_bundle import Checked
from tests.factories import PV
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def said(office: Desk, have: tuple[Have, ...], **more: object) -> Checked:
    """A manifest of the office, as far as it is looked at."""
    told = {"schema": EDITION, "trust_version": 1, "have": have, **more}
    manifest = cast(Any, type("Said", (), told))
    return Checked(manifest, cast(Any, None), cast(Any, None), "base", (), ())


def since(desk: Desk, checked: Checked) -> set[bytes] | None:
    with desk.store.write(desk.session.officer) as work:
        return comparable.written_since(work, checked, PV, Channel.BASE)


def statement(desk: Desk) -> tuple[Have, ...]:
    with desk.store.read() as connection:
        at = here(connection)
        return have_for(StreamBook(connection), at.device)


def test_rows_written_since_are_left_out(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    commune.person()
    have = statement(commune)
    assert since(commune, said(office, have)) == set()
    later = commune.person("Nông Thị Mai")
    assert since(commune, said(office, have)) == {later.bytes}


def test_nothing_is_compared_while_something_is_missing_or_otherwise(
    pair: tuple[Desk, Desk],
) -> None:
    commune, office = pair
    commune.person()
    have = statement(commune)
    [ours] = [one for one in have if one.seq]
    more = Have(ours.stream_id, ours.seq + 1, bytes(32))
    other = Have(ours.stream_id, ours.seq, bytes(32))
    stranger = Have(new_id().bytes, 1, bytes(32))
    for told in ((more,), (other,), (*have, stranger)):
        assert since(commune, said(office, told)) is None
    assert since(commune, said(office, have, schema=EDITION + 1)) is None
    assert since(commune, said(office, have, trust_version=2)) is None
    untouched = Have(stranger.stream_id, 0, bytes(32))
    assert since(commune, said(office, (*have, untouched))) == set()


def test_only_scopes_that_the_peer_may_hold(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    commune.person()
    with office.store.read() as connection:
        known = here(connection).known
        assert comparable.scopes(StreamBook(connection), known[commune.id], "base") == []
    with commune.store.read() as connection:
        known = here(connection).known
        assert comparable.scopes(StreamBook(connection), known[office.id], "base") == [PV]


def test_a_restricted_channel_is_refused_in_a_bundle_of_the_other(
    pair: tuple[Desk, Desk],
) -> None:
    commune, office = pair
    with commune.store.read() as connection:
        at = here(connection)
        sender = at.known[office.id]
        checked = Checked(cast(Any, None), sender, cast(Any, None), "base", (), ())
        comparable.require_shared(at, checked, PV, "base")
        for pv, channel in ((PV, "case"), (PV + 1, "base")):
            with pytest.raises(Reject):
                comparable.require_shared(at, checked, pv, channel)
