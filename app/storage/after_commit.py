"""What a transaction asks to be done once it is durable, e.g. outside the database."""

from __future__ import annotations

from sqlalchemy import Connection

_ASKED = "after_commit"


def ask_for(connection: Connection, what: str) -> None:
    """Remember that the transaction on ``connection`` wants ``what`` when it is committed."""
    connection.info.setdefault(_ASKED, set()).add(what)


def take(connection: Connection) -> frozenset[str]:
    """What was asked for since the last time; the next transaction begins with nothing."""
    return frozenset(connection.info.pop(_ASKED, ()))
