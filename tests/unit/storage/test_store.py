"""The open file: writers one at a time, readers that see a steady picture and cannot write."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from app.core.errors import AppError
from app.models.local import setting
from app.models.log import sync_op
from app.models.records import person
from tests.factories import OFFICER, open_store


def test_a_reader_sees_a_steady_picture(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    count = select(func.count()).select_from(person)
    with store.read() as before:
        assert before.execute(count).scalar_one() == 0
        with store.write(OFFICER) as work:
            work.create("person", {"name": "Y Blô"})
            work.commit()
        assert before.execute(count).scalar_one() == 0
    with store.read() as after:
        assert after.execute(count).scalar_one() == 1


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.read() as connection, pytest.raises(AppError):
        connection.execute(text("INSERT INTO setting VALUES ('a', 'b')"))
    with store.write(OFFICER) as work:
        work.connection.execute(setting.insert().values(name="a", value="b"))
        work.commit()


def test_a_whole_file_has_no_trouble(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert store.trouble() == []
    store.close()


def test_many_writers_never_use_a_number_twice(tmp_path: Path) -> None:
    """What one transaction left of the streams is used by the very next one only."""
    store = open_store(tmp_path)

    def save(number: int) -> None:
        with store.write(OFFICER) as work:
            work.create("person", {"name": f"Y Thim {number}"})
            if number % 7:  # every seventh is given up
                work.commit()

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(save, range(140)))
    with store.read() as connection:
        numbers = connection.execute(select(sync_op.c.seq).order_by(sync_op.c.seq)).scalars()
        assert list(numbers) == list(range(1, 121))
    store.close()


def test_what_was_given_up_is_forgotten(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for kept in (True, False, True):
        with store.write(OFFICER) as work:
            work.create("person", {"name": "Y Blô"})
            if kept:
                work.commit()
    with store.read() as connection:
        assert connection.execute(select(func.max(sync_op.c.seq))).scalar_one() == 2
    assert store.trouble() == []
    store.close()
