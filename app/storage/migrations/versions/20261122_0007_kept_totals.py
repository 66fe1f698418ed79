"""Control totals as they were computed last, and what of a file is not in use.

Reason: totals go with every bundle, so that they may cost next to nothing; and whoever takes a
file in hears what of it could not be used. When totals went last is no longer asked.
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STEPS = (
    """
CREATE TABLE kept_total (
    pv INTEGER NOT NULL,
    channel TEXT NOT NULL,
    reach BLOB NOT NULL,
    operations INTEGER NOT NULL,
    counts BLOB NOT NULL,
    hashes BLOB NOT NULL,
    counted_ms BIGINT NOT NULL,
    CONSTRAINT pk_kept_total PRIMARY KEY (pv, channel)
)
 WITHOUT ROWID
    """,
    "ALTER TABLE sync_in ADD COLUMN denied INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE sync_in ADD COLUMN unreadable INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE sync_in ADD COLUMN unknown INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE sync_in ADD COLUMN withheld INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE sync_total DROP COLUMN told_ms",
)


def upgrade() -> None:
    for statement in STEPS:
        op.execute(statement)
