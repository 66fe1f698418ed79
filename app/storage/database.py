"""The one encrypted file of a workstation, and how it is opened.

The key goes in before anything else, every new connection proves that the file is encrypted,
writers take the write lock when they begin, readers cannot write. The driver sits behind
:func:`connect` alone, so that another can replace it.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2

from app.core.errors import Environment
from app.storage.failures import failure, from_driver, translate_errors

KEY_BYTES = 32
_PLAIN = b"SQLite format 3\0"
_SHARED_MEMORY = 32 * 1024  # bytes; the least that SQLite makes beside an open file

# After the key, in this order. cache_size in KiB (8 MiB), busy_timeout in ms.
_PRAGMAS = (
    "cipher_log_level = NONE",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "synchronous = FULL",
    "cache_size = -8192",
    "busy_timeout = 30000",
)


def create_engine_for(
    path: Path, key: bytes, *, create: bool = False, foreign_keys: bool = True
) -> sa.Engine:
    """An engine on the encrypted file at ``path``, safe to use from several threads.

    ``engine.begin()`` takes the write lock at once (BEGIN IMMEDIATE); a reading transaction is
    begun on :func:`reader`'s view of the engine. Driver errors arrive as ``Environment``.

    Args:
        create: make the file, which must not be there; otherwise it must.
        foreign_keys: off only for an upgrade (batch mode deletes children in silence).

    Raises:
        Environment: no such file, damaged, not encrypted, other key, refused by the disk.
    """
    if create:
        _new_file(path)
    proof = [connect(path, key, foreign_keys=foreign_keys, empty=create)]

    def connection() -> Any:
        with suppress(IndexError):
            return proof.pop()  # the first to be asked for is the one that proved the key
        return connect(path, key, foreign_keys=foreign_keys)

    # The connection that was used last comes first: what it decrypted is still in its cache, and a
    # write by another one would have emptied that.
    pool: dict[str, Any] = {"poolclass": NullPool}
    if foreign_keys:
        pool = {"poolclass": QueuePool, "pool_use_lifo": True}
    engine = sa.create_engine(
        # The name is never opened: it makes SQLAlchemy treat this as a file, not as memory.
        f"sqlite:///{path.name}",
        creator=connection,
        module=dbapi2,
        **pool,
    )
    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "handle_error", _translate)
    return engine


def rehearse() -> None:
    """Open an empty database in memory and forget it.

    Driver and SQLAlchemy make parts of themselves when they are first used; done beforehand, that
    does not delay the opening of the file.
    """
    engine = sa.create_engine("sqlite://", module=dbapi2)
    with reader(engine).connect() as connection, connection.begin():
        connection.exec_driver_sql(f"PRAGMA key = \"x'{bytes(KEY_BYTES).hex()}'\"")
        connection.exec_driver_sql("SELECT :one", {"one": 1}).all()
    engine.dispose()


def reader(engine: sa.Engine) -> sa.Engine:
    """The same file for reading: a steady picture, no write lock, and no way to write."""
    return engine.execution_options(read_only=True)


def close(engine: sa.Engine) -> None:
    """Fold the write-ahead log into the file and let go of it; nothing may be in use.

    A disk that refuses is no failure here: what was saved is safe in the log, which the next
    opening reads. Saying "disk full" now would deny a save that was already promised.
    """
    try:
        with suppress(Environment), translate_errors(), engine.connect() as connection:
            driver = cast("Any", connection.connection.dbapi_connection)
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


def connect(
    path: Path,
    key: bytes,
    *,
    foreign_keys: bool = True,
    empty: bool = False,
    unchanged: bool = False,
) -> Any:
    """A bare driver connection in autocommit, keyed and proved; close it yourself.

    Args:
        empty: the file has just been made and holds nothing yet.
        unchanged: read a copy without leaving a trace beside it.

    Raises:
        Environment: as :func:`create_engine_for`.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    with translate_errors():
        _check_file(path, empty=empty)
        mode = "ro" if unchanged else "rw"
        connection = dbapi2.connect(
            f"file:{quote(str(path.absolute()))}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
    try:
        with translate_errors():
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            _prepare(connection, foreign_keys=foreign_keys, wal=not unchanged)
            _prove_encrypted(connection, path)
    except Environment as refusal:
        connection.close()
        if refusal.code == "disk_trouble" and _no_room(path):
            raise failure("disk_full") from refusal
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def trouble(engine: sa.Engine, *, thorough: bool = True) -> list[str]:
    """What is wrong with the file, in the database's own words; empty when all is well.

    Every page is checked against its HMAC, then the structure of the whole file.

    Args:
        thorough: also compare every index with its table.
    """
    check = "integrity_check" if thorough else "quick_check"
    found: list[str] = []
    with translate_errors(), engine.connect() as connection:
        driver = cast("Any", connection.connection.dbapi_connection)
        for pragma in ("cipher_integrity_check", check):
            try:
                found += (row[0] for row in driver.execute(f"PRAGMA {pragma}") if row[0] != "ok")
            except dbapi2.DatabaseError as error:
                found.append(str(error))
    return found


def _new_file(path: Path) -> None:
    with translate_errors():
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError as reason:
            raise ValueError("the database is already there") from reason


def _check_file(path: Path, *, empty: bool) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN))
    except FileNotFoundError as reason:
        raise failure("missing") from reason
    # SQLite would take a file cut to nothing for a new one, and a plain one for ours.
    if head == _PLAIN:
        raise failure("not_encrypted")
    if not head and not empty:
        raise failure("damaged")


def _prepare(connection: Any, *, foreign_keys: bool, wal: bool) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
    if wal:
        connection.execute("PRAGMA journal_mode = WAL")


def _prove_encrypted(connection: Any, path: Path) -> None:
    """A driver without a cipher ignores the key in silence: this is where it is caught."""
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise failure("not_encrypted")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    with path.open("rb") as file:
        if file.read(len(_PLAIN)) == _PLAIN:
            raise failure("not_encrypted")


def _no_room(path: Path) -> bool:
    """SQLite speaks of disk trouble when the file of shared memory finds no room beside ours."""
    return shutil.disk_usage(path.parent).free < _SHARED_MEMORY


def _begin(connection: sa.Connection) -> None:
    reading = bool(connection.get_execution_options().get("read_only"))
    driver = cast("Any", connection.connection.driver_connection)
    with translate_errors():
        if connection.info.get("query_only") is not reading:  # a pooled connection keeps the last
            driver.execute(f"PRAGMA query_only = {int(reading)}")
            connection.info["query_only"] = reading
        driver.execute("BEGIN" if reading else "BEGIN IMMEDIATE")


def _translate(context: ExceptionContext) -> None:
    ours = from_driver(context.original_exception)
    if ours is not None:
        raise ours from context.original_exception
