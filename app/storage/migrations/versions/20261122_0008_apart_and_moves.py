"""Two persons who look like one, who moves to another commune, and the younger rows of a person.

Reason: what a person said about two rows is remembered everywhere; a move tells both communes what
was decided and from which month the other one pays; the words of a younger row find the older one.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STEPS = (
    """
CREATE TABLE apart (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    person BLOB,
    other BLOB,
    reason TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_apart PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE move (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    person BLOB,
    from_pv BIGINT,
    to_pv BIGINT,
    moved_on TEXT,
    decision_no TEXT,
    decided_on TEXT,
    signer TEXT,
    monthly_vnd BIGINT,
    to_month TEXT,
    from_month TEXT,
    note TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_move PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_move_person ON move (pv, person)",
    "CREATE INDEX ix_person_same_as ON person (pv, same_as) WHERE same_as IS NOT NULL",
)

# As for every table of records: rows change only through the fold.
GUARDS = (
    """
    CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table} BEGIN
        SELECT RAISE(ABORT, 'rows of {table} are never deleted');
    END
    """,
    """
    CREATE TRIGGER {table}_only_folded BEFORE UPDATE ON {table} WHEN new.heads IS old.heads BEGIN
        SELECT RAISE(ABORT, 'rows of {table} change only through the log');
    END
    """,
    """
    CREATE TRIGGER {table}_only_logged BEFORE INSERT ON {table} WHEN new.heads = x'' BEGIN
        SELECT RAISE(ABORT, 'rows of {table} change only through the log');
    END
    """,
)


def upgrade() -> None:
    for statement in STEPS:
        op.execute(statement)
    for table in ("apart", "move"):
        for guard in GUARDS:
            op.execute(guard.format(table=table))
