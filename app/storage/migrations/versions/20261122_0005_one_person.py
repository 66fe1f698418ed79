"""A person's older row, and the scope where a row goes on.

Reason: two rows of one person are linked, and who moves is carried on by another commune.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE person ADD COLUMN same_as BLOB")
    op.execute("ALTER TABLE person ADD COLUMN carried_to BIGINT")
