"""Drafts survive, belong to one officer, and go with the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.drafts import DraftKey, Drafts, forget_draft
from tests.fakes.desk import open_desk

NEW = DraftKey("emergency")


def test_the_latest_draft_is_found_whole(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    drafts = Drafts(desk.store, desk.session)
    drafts.save(NEW, {"fields": {"household_name": "Thị Mbơ̆ng"}, "at": 7})
    desk.clock.advance(minutes=2)
    drafts.save(DraftKey("person", "p1"), {"name": "Y"})
    desk.clock.advance(minutes=2)
    drafts.save(NEW, {"fields": {"household_name": "Thị Mbơ̆ng"}, "at": 8})
    found = drafts.latest()
    assert found is not None
    assert found.key == NEW
    assert found.document["at"] == 8
    assert found.saved_at.strftime("%H:%M") == "08:04"
    assert len(drafts.all()) == 2


def test_a_colleague_does_not_see_it(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    Drafts(desk.store, desk.session).save(NEW, {"a": 1})
    assert Drafts(desk.store, desk.uncleared()).latest() is None


def test_a_draft_goes_only_with_its_transaction(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    drafts = Drafts(desk.store, desk.session)
    drafts.save(NEW, {"a": 1})
    with desk.store.write(desk.session.officer) as work:
        forget_draft(work.connection, desk.session.officer, NEW)
    assert drafts.load(NEW) is not None
    drafts.delete(NEW)
    assert drafts.load(NEW) is None


def test_an_endless_draft_is_refused(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    with pytest.raises(Correctable):
        Drafts(desk.store, desk.session).save(NEW, {"note": "ê" * 200_000})
