"""Row ids in tables: sixteen bytes below, a UUID above."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy.dialects.sqlite import dialect

from app.models.base import RowId, metadata

ID = UUID("01980000-0000-7000-8000-00000000000f")


@pytest.mark.parametrize(("given", "bound"), [(ID, ID.bytes), (ID.bytes, ID.bytes), (None, None)])
def test_ids_are_stored_as_bytes(given: UUID | bytes | None, bound: bytes | None) -> None:
    assert RowId().process_bind_param(given, dialect()) == bound


@pytest.mark.parametrize(("stored", "found"), [(ID.bytes, ID), (None, None)])
def test_ids_come_back_as_uuids(stored: bytes | None, found: UUID | None) -> None:
    assert RowId().process_result_value(stored, dialect()) == found


def test_every_constraint_gets_a_name() -> None:
    assert {"ix", "uq", "fk", "pk"} <= set(metadata.naming_convention)
