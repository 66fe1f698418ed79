"""Where the operations of a second history are kept, and what is known of it.

Reason: a copied or restored workstation uses numbers twice; both branches are kept. The log may
now lose an operation, but only one that lies aside.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STEPS = (
    """
CREATE TABLE sync_aside (
    stream BLOB NOT NULL,
    seq INTEGER NOT NULL,
    chain BLOB NOT NULL,
    raw BLOB NOT NULL,
    CONSTRAINT pk_sync_aside PRIMARY KEY (stream, seq, chain)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE sync_fork (
    stream BLOB NOT NULL,
    common INTEGER NOT NULL,
    theirs BLOB NOT NULL,
    sender BLOB NOT NULL,
    head_seq INTEGER NOT NULL,
    head_sig BLOB NOT NULL,
    state TEXT NOT NULL,
    noted_ms BIGINT NOT NULL,
    CONSTRAINT pk_sync_fork PRIMARY KEY (stream, common, theirs)
)
 WITHOUT ROWID
    """,
    """
    CREATE TRIGGER sync_aside_never_deleted BEFORE DELETE ON sync_aside BEGIN
        SELECT RAISE(ABORT, 'what lies aside stays there');
    END
    """,
    """
    CREATE TRIGGER sync_aside_never_changed BEFORE UPDATE ON sync_aside BEGIN
        SELECT RAISE(ABORT, 'what lies aside stays as it is');
    END
    """,
    "DROP TRIGGER sync_op_never_deleted",
    """
    CREATE TRIGGER sync_op_never_deleted BEFORE DELETE ON sync_op WHEN NOT EXISTS (
        SELECT 1 FROM sync_aside
        JOIN sync_stream ON sync_stream.stream = sync_aside.stream
        WHERE sync_stream.stream_no = old.stream_no
        AND sync_aside.seq = old.seq AND sync_aside.chain = old.chain
    ) BEGIN
        SELECT RAISE(ABORT, 'the log is never shortened');
    END
    """,
)


def upgrade() -> None:
    for statement in STEPS:
        op.execute(statement)
