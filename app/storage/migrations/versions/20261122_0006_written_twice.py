"""Rows in which something was written twice, and since when a field waits for an earlier change.

Reason: a branch written anew and what the office took up beyond a gap count once, whoever built
on which of them; and a change that never comes may not hide a difference for ever.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STEPS = (
    """
CREATE TABLE sync_repeated (
    pv INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    CONSTRAINT pk_sync_repeated PRIMARY KEY (pv, kind, row_id)
)
 WITHOUT ROWID
    """,
    "ALTER TABLE sync_awaited ADD COLUMN noted_ms BIGINT DEFAULT 0 NOT NULL",
)


def upgrade() -> None:
    for statement in STEPS:
        op.execute(statement)
