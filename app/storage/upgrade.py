"""Bringing an older file to the tables this program knows; refusing a newer one kindly.

An upgrade runs on a connection of its own with foreign keys off (rebuilding a table with them on
deletes its children in silence), in one transaction, after a proved backup. It is undone whole
unless every row is still there and the database finds nothing wrong. A step whose purpose is to
change how many rows a table has says so in ``ROWS_MAY_CHANGE``, a tuple of table names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from app.core.errors import Environment
from app.core.i18n import N_
from app.core.station import DATABASE_FILE
from app.storage.backup import back_up
from app.storage.database import close, create_engine_for, reader
from app.storage.failures import failure

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

# The newest step in migrations/versions; a test holds the two together.
HEAD = "0009"
_HERE = Path(__file__).parent / "migrations"


class SchemaState(Enum):
    """How the tables of a file stand to this program."""

    CURRENT = "current"
    OLDER = "older"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Steps:
    """Where the steps lie and which is the newest; tests bring their own."""

    head: str = HEAD
    versions: Path = _HERE / "versions"


OURS = Steps()


def schema_state(engine: sa.Engine, steps: Steps = OURS) -> SchemaState:
    """Compare the file with this program; Alembic is not loaded when they are equal.

    Raises:
        Environment: ``newer_program`` when the file was made by a newer one, ``damaged`` when it
            has tables but not the note of their version.
    """
    with reader(engine).begin() as view:
        revision = _revision(view)
        if revision == steps.head:
            return SchemaState.CURRENT
        tables = _tables(view)
    if revision is None:
        if tables:
            raise failure("damaged")
        return SchemaState.EMPTY
    if not _known(revision, steps):
        raise Environment(
            "newer_program",
            N_("This data was made by a newer AnSinh. Install the newer program, then open it."),
        )
    return SchemaState.OLDER


def create_schema(engine: sa.Engine, steps: Steps = OURS) -> None:
    """Run every step on a file that has no tables yet."""
    with engine.begin() as connection:
        if _tables(connection):
            raise ValueError("the file has tables already")
        _run(connection, steps)


def upgrade(folder: Path, key: bytes, *, at: datetime, steps: Steps = OURS) -> Path:
    """Bring the workstation in ``folder`` to this program's tables; no engine may be open.

    Args:
        at: the moment that names the backup, Vietnam time.

    Returns:
        The backup made before.

    Raises:
        Environment: no backup could be made, the disk refused, or the check after the steps
            failed (``upgrade_stopped``); the file is as it was.
    """
    backup = back_up(folder, key, at=at)
    engine = create_engine_for(folder / DATABASE_FILE, key, foreign_keys=False)
    try:
        with engine.begin() as connection, _watched(connection, steps):
            _run(connection, steps)
    finally:
        close(engine)
    return backup


@contextmanager
def _watched(connection: sa.Connection, steps: Steps) -> Iterator[None]:
    """Count before and after, inside the transaction, so that a refusal undoes everything."""
    pending = _may_change(_revision(connection), steps)
    rows, orphans = _rows(connection), _orphans(connection)
    yield
    after = _rows(connection)
    lost = [name for name in rows if after.get(name) != rows[name] and name not in pending]
    if lost:
        raise _stopped("rows: " + ", ".join(sorted(lost)))
    if _orphans(connection) - orphans:
        raise _stopped("foreign keys")
    complaints = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if complaints != ["ok"]:
        raise _stopped("integrity")


def _stopped(reason: str) -> Environment:
    return Environment(
        "upgrade_stopped",
        N_(
            "The data could not be brought to this version and were left as they were. "
            "Go on with the earlier program, then tell the receiving office: {reason}."
        ),
        reason=reason,
    )


def _revision(connection: sa.Connection) -> str | None:
    if "alembic_version" not in _tables(connection):
        return None
    query = "SELECT version_num FROM alembic_version"
    return connection.exec_driver_sql(query).scalar_one_or_none()


def _tables(connection: sa.Connection) -> set[str]:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
    return set(connection.exec_driver_sql(query).scalars())


def _rows(connection: sa.Connection) -> dict[str, int]:
    counted = _tables(connection) - {"alembic_version"} - _shadows(connection)
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
        for name in counted
    }


def _shadows(connection: sa.Connection) -> set[str]:
    """Tables that a full-text index keeps for itself; their rows are blocks, not records."""
    query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'"
    return set(connection.exec_driver_sql(query).scalars())


def _orphans(connection: sa.Connection) -> Counter[tuple[str, str]]:
    found = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return Counter((row[0], row[2]) for row in found)


def _run(connection: sa.Connection, steps: Steps) -> None:
    from alembic import command  # heavy, and not needed on most days

    config = _config(steps)
    config.attributes["connection"] = connection
    command.upgrade(config, steps.head)


def _known(revision: str, steps: Steps) -> bool:
    return any(step.revision == revision for step in _directory(steps).walk_revisions())


def _may_change(revision: str | None, steps: Steps) -> set[str]:
    """Tables that the steps after ``revision`` say they add rows to, or take rows from."""
    walked = _directory(steps).iterate_revisions(steps.head, revision or "base")
    return {name for step in walked for name in getattr(step.module, "ROWS_MAY_CHANGE", ())}


def _directory(steps: Steps) -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config(steps))


def _config(steps: Steps) -> Config:
    from alembic.config import Config

    config = Config()
    # Alembic fills in "%(…)s" places: a percent sign in a folder's name is doubled.
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("version_locations", str(steps.versions).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config
