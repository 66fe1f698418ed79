"""The lists of what was sent and received."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.ids import new_id
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_the_newest_arrival_stands_first_also_within_a_millisecond(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    files = []
    for _round in range(4):
        commune.person()
        files += [one.path for one in commune.exchange.export(None, tmp_path)]
    for path in files:
        office.exchange.import_files([path])
    told = office.exchange.received()
    assert len({one.received_ms for one in told}) == 1  # the clock stands still
    assert [one.name for one in told] == [path.name for path in reversed(files)]


def test_restricted_bundles_are_numbered_by_themselves_and_say_so(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, _ = pair
    with commune.store.write(commune.session.officer) as work:
        work.create(
            "restricted_fact",
            {"subject_kind": "person", "subject": new_id(), "kind": "hiv", "value": "co"},
        )
        work.create("person", {"name": "Bế Văn Chính"})
        work.commit()
    commune.exchange.export(None, tmp_path)
    assert {(one.number, one.restricted) for one in commune.exchange.sent()} == {
        (1, False),
        (1, True),
    }
    assert [one.restricted for one in commune.uncleared().exchange.sent()] == [False]
