"""Tables for streams that tell two histories: what stands aside, and what is known of it.

A stream is forked when its device was restored or copied without anybody's knowledge and went on
from an earlier point. One branch is in the log; the operations of others lie here, for ever.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text

from app.models.base import RowId, metadata

# Operations that are not in the log because another one has their number. The chain value
# covers everything before it, so it tells branches apart.
sync_aside = Table(
    "sync_aside",
    metadata,
    Column("stream", RowId, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("chain", LargeBinary(32), primary_key=True),
    Column("raw", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

sync_fork = Table(
    "sync_fork",
    metadata,
    Column("stream", RowId, primary_key=True),
    # Up to here both branches are surely the same; 0 until it is known more exactly.
    Column("common", Integer, primary_key=True, autoincrement=False),
    Column("theirs", LargeBinary(32), primary_key=True),  # chain where the one aside begins
    Column("sender", RowId, nullable=False),  # who brought it
    Column("head_seq", Integer, nullable=False),  # the end of it that its device signed
    Column("head_sig", LargeBinary(64), nullable=False),
    Column("state", Text, nullable=False),  # open, repeated (its device wrote it anew), told
    Column("noted_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
