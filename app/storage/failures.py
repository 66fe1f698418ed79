"""What the disk and the database driver may answer, translated once into our own errors.

SQLite's extended result codes keep the basic code in the low byte. A broken rule of the schema
(a constraint, a wrong statement) is a bug of ours and passes through untouched.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlcipher3 import dbapi2

from app.core.errors import Environment
from app.core.i18n import N_

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

# https://sqlite.org/rescode.html
_BY_SQLITE = {
    3: "read_only",  # SQLITE_PERM
    5: "busy",  # SQLITE_BUSY
    6: "busy",  # SQLITE_LOCKED
    8: "read_only",  # SQLITE_READONLY
    10: "disk_trouble",  # SQLITE_IOERR
    11: "damaged",  # SQLITE_CORRUPT
    13: "disk_full",  # SQLITE_FULL
    14: "read_only",  # SQLITE_CANTOPEN
    22: "disk_full",  # SQLITE_NOLFS: the file may not grow any further
    26: "damaged",  # SQLITE_NOTADB: not ours, another key, or the first page is broken
}

_SENTENCES = {
    "disk_full": N_("The disk is full and nothing was changed. Free some space, then retry."),
    "busy": N_("The data are in use just now and nothing was changed. Wait a moment, then retry."),
    "read_only": N_(
        "The data folder cannot be written to. Ask for permission to write there, then retry."
    ),
    "disk_trouble": N_(
        "The disk does not answer as it should. Check the disk or the stick, then retry."
    ),
    "damaged": N_("The data file is damaged or not ours. Put back the latest backup."),
    "missing": N_("The data file is not in its folder. Put back ansinh.db from the latest backup."),
    "not_encrypted": N_(
        "The data file is not encrypted, so it is not ours. Put back the latest backup."
    ),
    "memory": N_("The computer is short of memory. Close other programs, then retry."),
}


def failure(code: str) -> Environment:
    """The refusal with this code; its sentence says what to do."""
    return Environment(code, _SENTENCES[code])


def from_driver(error: BaseException) -> Environment | None:
    """Our word for a driver's error; None where it is a bug rather than the surroundings."""
    number = getattr(error, "sqlite_errorcode", None)
    code = None if number is None else _BY_SQLITE.get(number & 0xFF)
    return failure(code) if code else None


def from_system(error: OSError) -> Environment:
    """Our word for what the operating system refused."""
    if error.errno in _FULL:
        return failure("disk_full")
    return failure("read_only" if error.errno in _REFUSED else "disk_trouble")


@contextmanager
def translate_errors() -> Iterator[None]:
    """Around work with files or a bare connection.

    Raises:
        Environment: the disk or the database refused; what is not of that kind passes through.
    """
    try:
        yield
    except dbapi2.Error as error:
        if (ours := from_driver(error)) is None:
            raise
        raise ours from error
    except DBAPIError as error:
        if error.orig is None or (ours := from_driver(error.orig)) is None:
            raise
        raise ours from error
    except PoolTimeout as error:
        raise failure("busy") from error
    except OSError as error:
        raise from_system(error) from error
    except MemoryError as error:
        raise failure("memory") from error
