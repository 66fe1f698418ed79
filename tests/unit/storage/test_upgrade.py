"""Older files come up to date with every row; newer ones are refused; a bad step is undone."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from app.core.errors import Environment
from app.core.station import DATABASE_FILE, KEYS_FILE
from app.storage.backup import back_up, backups, check_backup
from app.storage.database import close, connect, create_engine_for, trouble
from app.storage.upgrade import (
    HEAD,
    OURS,
    SchemaState,
    Steps,
    create_schema,
    schema_state,
    upgrade,
)
from tests.fakes.schema_steps import FIRST, schema_steps

KEY = bytes(range(32))
AT = datetime(2026, 11, 22, 8, 15, tzinfo=timezone(timedelta(hours=7)))

REBUILD_PARENT = """
with op.batch_alter_table("village", recreate="always") as table:
    table.add_column(sa.Column("note", sa.Text))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "station"
    folder.mkdir()
    (folder / KEYS_FILE).write_bytes(b"keys")
    engine = create_engine_for(folder / DATABASE_FILE, KEY, create=True)
    create_schema(engine, schema_steps(tmp_path / "first", FIRST))
    with engine.begin() as work:
        work.exec_driver_sql("INSERT INTO village VALUES (1, 'Bon Đắk Wil')")
        work.exec_driver_sql(
            "INSERT INTO person (name, village) VALUES (?, 1)", [("H'Bia",), ("Y Ƀrin",)]
        )
    close(engine)
    return folder


def content(folder: Path) -> list[tuple[str, str]]:
    connection = connect(folder / DATABASE_FILE, KEY)
    query = "SELECT p.name, v.name FROM person p JOIN village v ON v.id = p.village ORDER BY 1"
    found = connection.execute(query).fetchall()
    connection.close()
    return [(str(a), str(b)) for a, b in found]


def state(folder: Path, steps: Steps) -> SchemaState:
    engine = create_engine_for(folder / DATABASE_FILE, KEY)
    try:
        return schema_state(engine, steps)
    finally:
        close(engine)


WHOLE = [("H'Bia", "Bon Đắk Wil"), ("Y Ƀrin", "Bon Đắk Wil")]


def test_rebuilding_a_parent_keeps_its_children(folder: Path, tmp_path: Path) -> None:
    steps = schema_steps(tmp_path / "next", FIRST, REBUILD_PARENT)
    assert state(folder, steps) is SchemaState.OLDER
    made = upgrade(folder, KEY, at=AT, steps=steps)
    assert state(folder, steps) is SchemaState.CURRENT
    assert content(folder) == content(made) == WHOLE
    check_backup(made, KEY)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("op.execute(\"DELETE FROM person WHERE name LIKE 'Y%'\")", "rows: person"),
        ("op.execute(\"INSERT INTO person (name) VALUES ('ma')\")", "rows: person"),
        ("op.drop_table('person')", "rows: person"),
        ("op.execute('UPDATE person SET village = 99')", "foreign keys"),
    ],
)
def test_step_that_loses_something_is_undone_whole(
    folder: Path, tmp_path: Path, body: str, reason: str
) -> None:
    steps = schema_steps(tmp_path / "next", FIRST, REBUILD_PARENT + body)
    with pytest.raises(Environment) as refusal:
        upgrade(folder, KEY, at=AT, steps=steps)
    assert refusal.value.code == "upgrade_stopped"
    assert refusal.value.params == {"reason": reason}
    assert state(folder, steps) is SchemaState.OLDER
    assert content(folder) == WHOLE
    assert len(backups(folder / "backups")) == 1


def test_declared_change_of_rows_is_allowed(folder: Path, tmp_path: Path) -> None:
    body = "op.execute(\"DELETE FROM person WHERE name LIKE 'Y%'\")"
    steps = schema_steps(tmp_path / "next", FIRST, body, may_change=("person",))
    upgrade(folder, KEY, at=AT, steps=steps)
    assert content(folder) == WHOLE[:1]


def test_orphans_of_before_are_no_obstacle(folder: Path, tmp_path: Path) -> None:
    connection = connect(folder / DATABASE_FILE, KEY, foreign_keys=False)
    connection.execute("INSERT INTO person (name, village) VALUES ('mồ côi', 77)")
    connection.close()
    steps = schema_steps(tmp_path / "next", FIRST, REBUILD_PARENT)
    upgrade(folder, KEY, at=AT, steps=steps)
    assert state(folder, steps) is SchemaState.CURRENT


def test_error_inside_a_step_changes_nothing(folder: Path, tmp_path: Path) -> None:
    steps = schema_steps(tmp_path / "next", FIRST, REBUILD_PARENT + "raise RuntimeError('bug')")
    with pytest.raises(RuntimeError, match="bug"):
        upgrade(folder, KEY, at=AT, steps=steps)
    assert state(folder, steps) is SchemaState.OLDER
    assert content(folder) == WHOLE


def test_no_backup_no_upgrade(folder: Path, tmp_path: Path) -> None:
    steps = schema_steps(tmp_path / "next", FIRST, REBUILD_PARENT)
    (folder / "backups").write_bytes(b"a file in the way")
    with pytest.raises(Environment):
        upgrade(folder, KEY, at=AT, steps=steps)
    assert state(folder, steps) is SchemaState.OLDER


def test_file_of_a_newer_program_is_refused_kindly(folder: Path, tmp_path: Path) -> None:
    connection = connect(folder / DATABASE_FILE, KEY)
    connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()
    with pytest.raises(Environment) as refusal:
        state(folder, schema_steps(tmp_path / "first", FIRST))
    assert refusal.value.code == "newer_program"
    assert content(folder) == WHOLE


def test_tables_without_their_version_are_damage(folder: Path, tmp_path: Path) -> None:
    connection = connect(folder / DATABASE_FILE, KEY)
    connection.execute("DROP TABLE alembic_version")
    connection.close()
    with pytest.raises(Environment) as refusal:
        state(folder, schema_steps(tmp_path / "first", FIRST))
    assert refusal.value.code == "damaged"


def test_schema_is_made_once(folder: Path, tmp_path: Path) -> None:
    engine = create_engine_for(folder / DATABASE_FILE, KEY)
    with pytest.raises(ValueError, match="already"):
        create_schema(engine, schema_steps(tmp_path / "first", FIRST))
    close(engine)


def test_our_own_steps_make_a_sound_file(tmp_path: Path) -> None:
    engine = create_engine_for(tmp_path / DATABASE_FILE, KEY, create=True)
    assert schema_state(engine) is SchemaState.EMPTY
    create_schema(engine)
    assert schema_state(engine) is SchemaState.CURRENT
    assert trouble(engine) == []
    close(engine)


def figures(folder: Path) -> dict[tuple[str, str], list[int]]:
    """What the planner is told: of every index the rows, and how many share its first columns."""
    connection = connect(folder / DATABASE_FILE, KEY)
    found = connection.execute("SELECT tbl, idx, stat FROM sqlite_stat1").fetchall()
    connection.close()
    return {(table, index): [int(one) for one in told.split()] for table, index, told in found}


def indexes(folder: Path) -> dict[tuple[str, str], int]:
    """Every index of ours and how many columns it has; a key that is the table goes by its name."""
    connection = connect(folder / DATABASE_FILE, KEY)
    found = connection.execute(
        "SELECT t.name, iif(t.wr AND i.origin = 'pk', t.name, i.name),"
        "       (SELECT count(*) FROM pragma_index_info(i.name))"
        "  FROM pragma_table_list AS t JOIN pragma_index_list(t.name) AS i"
        " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT GLOB 'sqlite_*'"
    ).fetchall()
    connection.close()
    return {(table, index): columns for table, index, columns in found}


def test_every_index_has_its_figures_in_new_files_as_in_older_ones(tmp_path: Path) -> None:
    """An index without figures is taken for a good one, or the key for better: nobody would see."""
    new, older = tmp_path / "new", tmp_path / "older"
    for folder, steps in ((new, OURS), (older, Steps(head="0008"))):
        folder.mkdir()
        (folder / KEYS_FILE).write_bytes(b"keys")
        engine = create_engine_for(folder / DATABASE_FILE, KEY, create=True)
        create_schema(engine, steps)
        close(engine)
    upgrade(older, KEY, at=AT)
    told = figures(new)
    assert {which: len(numbers) - 1 for which, numbers in told.items()} == indexes(new)
    assert all(numbers == sorted(numbers, reverse=True) for numbers in told.values())
    assert figures(older) == told
    assert indexes(older) == indexes(new)


def test_figures_hold_from_the_first_hour_and_in_every_backup(tmp_path: Path) -> None:
    (tmp_path / KEYS_FILE).write_bytes(b"keys")
    engine = create_engine_for(tmp_path / DATABASE_FILE, KEY, create=True)
    create_schema(engine)
    asked = "EXPLAIN QUERY PLAN SELECT 1 FROM fact WHERE pv = 1 AND subject = x'00' AND alive"
    with engine.begin() as work:
        assert "ix_fact_subject" in work.exec_driver_sql(asked).all()[0][3]
    close(engine)
    assert figures(back_up(tmp_path, KEY, at=AT)) == figures(tmp_path)


def test_the_newest_step_is_the_one_named_here() -> None:
    config = Config()
    config.set_main_option("script_location", str(OURS.versions.parent))
    config.set_main_option("path_separator", "newline")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_current_file_is_opened_without_alembic(tmp_path: Path) -> None:
    path = tmp_path / DATABASE_FILE
    engine = create_engine_for(path, KEY, create=True)
    create_schema(engine)
    close(engine)
    asked = (
        "import sys; from pathlib import Path;"
        "from app.storage.database import create_engine_for, close;"
        "from app.storage.upgrade import schema_state;"
        "engine = create_engine_for(Path(sys.argv[1]), bytes(range(32)));"
        "print(schema_state(engine).value); close(engine); print('alembic' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asked, str(path)], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["current", "False"]
