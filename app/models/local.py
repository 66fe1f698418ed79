"""Tables that never leave the workstation: settings, drafts, the search index, remembered keys."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from app.models.base import RowId, metadata

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("officer", RowId, primary_key=True),
    Column("form", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("json", Text, nullable=False),
    Column("saved_ms", BigInteger, nullable=False),
)

# Which row a script's own key became, so that applying a file twice changes nothing.
external_key = Table(
    "external_key",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("id", RowId, nullable=False),
)

# Rebuildable: one line for each person and household that can be looked for.
search = Table(
    "search",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("pv", Integer, nullable=False),
    Column("id", RowId, nullable=False),
    Column("folded", Text, nullable=False),
    Column("sort_key", LargeBinary, nullable=False),
    UniqueConstraint("pv", "id"),
)
Index("ix_search_kind_sort_key", search.c.kind, search.c.sort_key)
