"""The steps run on the connection they are handed, inside its transaction."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.storage.database import create_engine_for
from app.storage.upgrade import SchemaState, create_schema, schema_state
from tests.fakes.schema_steps import FIRST, schema_steps

KEY = bytes(range(32))


def test_all_steps_or_none(tmp_path: Path) -> None:
    engine = create_engine_for(tmp_path / "ansinh.db", KEY, create=True)
    broken = schema_steps(tmp_path / "broken", FIRST, "raise RuntimeError('cut')")
    with pytest.raises(RuntimeError, match="cut"):
        create_schema(engine, broken)
    assert schema_state(engine, broken) is SchemaState.EMPTY
    good = schema_steps(tmp_path / "50% good", FIRST)
    create_schema(engine, good)
    assert schema_state(engine, good) is SchemaState.CURRENT
    engine.dispose()
