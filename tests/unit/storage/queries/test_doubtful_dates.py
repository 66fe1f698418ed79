"""Stretches of uncertain dates, by device, as its own events bound them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.oplog.operation import decode
from app.storage.queries.doubtful_dates import (
    CERTAIN,
    DOUBTFUL,
    doubtful_periods,
    is_doubtful,
)
from app.storage.streams import StreamBook
from tests.factories import OFFICER, device, log_of, open_store


@pytest.mark.parametrize(
    ("events", "uncertain"),
    [
        ("aba", []),
        ("a?b?a", [1, 2, 3, 4]),
        ("a?b!a", [1, 2]),
        ("?a!!b?a", [0, 1, 5, 6]),
        ("!a", []),
    ],
)
def test_from_one_event_until_the_next(tmp_path: Path, events: str, uncertain: list[int]) -> None:
    store = open_store(tmp_path)
    what = {"?": DOUBTFUL, "!": CERTAIN}
    with store.write(OFFICER) as work:
        for one in events:
            if one in what:
                work.create("station_event", {"what": what[one]})
            else:
                work.create("person", {"name": "Y Thim Byă"})
        work.commit()
    with store.read() as connection:
        streams = StreamBook(connection)
        periods = doubtful_periods(connection, streams).get(device(1), [])
        [stream] = [one for one in streams if one.seq]
        stamps = [decode(raw).hlc for raw in log_of(connection, stream)]
    assert [at for at, one in enumerate(stamps) if is_doubtful(periods, one)] == uncertain
