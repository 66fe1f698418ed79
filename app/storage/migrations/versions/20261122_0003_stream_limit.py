"""Up to where the streams of a withdrawn device count.

Reason: what a withdrawn workstation writes later is kept but not used until the office vouches.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
CREATE TABLE stream_limit (
    stream BLOB NOT NULL,
    last_seq INTEGER NOT NULL,
    CONSTRAINT pk_stream_limit PRIMARY KEY (stream)
)
 WITHOUT ROWID
        """
    )
