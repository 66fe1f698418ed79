"""Each way a disk says no has one sentence; a bug stays a bug."""

from __future__ import annotations

import errno
import sqlite3

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2

from app.core.errors import Environment
from app.storage.failures import failure, from_driver, from_system, translate_errors


def driver_error(number: int | None) -> BaseException:
    error = dbapi2.OperationalError("words of the driver")
    if number is not None:
        error.sqlite_errorcode = number
    assert isinstance(error, BaseException)
    return error


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_FULL, "disk_full"),
        (sqlite3.SQLITE_BUSY, "busy"),
        (517, "busy"),  # SQLITE_BUSY_SNAPSHOT
        (sqlite3.SQLITE_LOCKED, "busy"),
        (sqlite3.SQLITE_READONLY, "read_only"),
        (1032, "read_only"),  # SQLITE_READONLY_DBMOVED
        (sqlite3.SQLITE_CANTOPEN, "read_only"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
        (sqlite3.SQLITE_IOERR, "disk_trouble"),
        (778, "disk_trouble"),  # SQLITE_IOERR_WRITE
    ],
)
def test_driver_code_has_its_refusal(number: int, code: str) -> None:
    ours = from_driver(driver_error(number))
    assert ours is not None
    assert (ours.code, ours.exit_code) == (code, 5)


@pytest.mark.parametrize("number", [None, 1, 19, 20, 21, 787])
def test_broken_rule_or_wrong_statement_is_a_bug(number: int | None) -> None:
    error = driver_error(number)
    assert from_driver(error) is None
    with pytest.raises(type(error)), translate_errors():
        raise error


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EFBIG, "disk_full"),
        (errno.EACCES, "read_only"),
        (errno.EROFS, "read_only"),
        (errno.EIO, "disk_trouble"),
    ],
)
def test_system_error_has_its_refusal(number: int, code: str) -> None:
    assert from_system(OSError(number, "")).code == code
    with pytest.raises(Environment) as refusal, translate_errors():
        raise OSError(number, "")
    assert refusal.value.code == code


def test_errors_wrapped_by_the_toolkit_are_unwrapped() -> None:
    wrapped = sa.exc.OperationalError("SELECT 1", None, driver_error(sqlite3.SQLITE_FULL))
    with pytest.raises(Environment) as refusal, translate_errors():
        raise wrapped
    assert refusal.value.code == "disk_full"
    bug = sa.exc.IntegrityError("SELECT 1", None, driver_error(19))
    with pytest.raises(sa.exc.IntegrityError), translate_errors():
        raise bug


@pytest.mark.parametrize(
    ("error", "code"), [(MemoryError(), "memory"), (sa.exc.TimeoutError(), "busy")]
)
def test_other_surroundings(error: Exception, code: str) -> None:
    with pytest.raises(Environment) as refusal, translate_errors():
        raise error
    assert refusal.value.code == code


def test_our_own_refusals_pass_through() -> None:
    ours = failure("missing")
    with pytest.raises(Environment) as refusal, translate_errors():
        raise ours
    assert refusal.value is ours
