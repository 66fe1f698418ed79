"""The table of control totals as they were computed last; local, and made anew at any time."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text

from app.models.base import metadata

kept_total = Table(
    "kept_total",
    metadata,
    Column("pv", Integer, primary_key=True, autoincrement=False),
    Column("channel", Text, primary_key=True),
    Column("reach", LargeBinary, nullable=False),  # how far the log had come, by stream
    Column("operations", Integer, nullable=False),
    Column("counts", LargeBinary, nullable=False),  # rows of each bucket
    Column("hashes", LargeBinary, nullable=False),  # 32 bytes for each bucket
    Column("counted_ms", BigInteger, nullable=False),  # when every row was looked at last
    sqlite_with_rowid=False,
)
