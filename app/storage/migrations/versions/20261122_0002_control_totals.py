"""What comparing control totals with another station told.

Reason: two stations that hold the same changes can prove it, or name the rows that differ.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
CREATE TABLE sync_total (
    device BLOB NOT NULL,
    channel TEXT NOT NULL,
    pv INTEGER NOT NULL,
    told_ms BIGINT,
    compared_ms BIGINT,
    agrees BOOLEAN,
    rows INTEGER,
    operations INTEGER,
    buckets BLOB,
    named BLOB,
    CONSTRAINT pk_sync_total PRIMARY KEY (device, channel, pv)
)
 WITHOUT ROWID
        """
    )
