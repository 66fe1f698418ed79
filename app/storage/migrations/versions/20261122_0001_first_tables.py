"""The first tables: records, operation log, exchange, search.

Reason: the first version. Raw SQL, so that later models never change what this step did.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    """
CREATE TABLE allowance (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    person BLOB,
    payee BLOB,
    monthly_vnd BIGINT,
    from_month TEXT,
    to_month TEXT,
    method TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_allowance PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_allowance_person ON allowance (pv, person)",
    """
CREATE TABLE assessment (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    dossier BLOB,
    on_date TEXT,
    facts TEXT,
    answer TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_assessment PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_assessment_dossier ON assessment (pv, dossier)",
    """
CREATE TABLE decision (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    dossier BLOB,
    number TEXT,
    signed_on TEXT,
    signer TEXT,
    signer_title TEXT,
    result TEXT,
    monthly_vnd BIGINT,
    from_month TEXT,
    reason TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_decision PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_decision_dossier ON decision (pv, dossier)",
    """
CREATE TABLE difference (
    pv INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    field INTEGER NOT NULL,
    CONSTRAINT pk_difference PRIMARY KEY (pv, kind, row_id, field)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE dossier (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    person BLOB,
    category TEXT,
    form TEXT,
    received_on TEXT,
    one_stop_code TEXT,
    state TEXT,
    verified_on TEXT,
    posted_from TEXT,
    posted_to TEXT,
    submitted_on TEXT,
    decided_on TEXT,
    decision_no TEXT,
    signer TEXT,
    signer_title TEXT,
    result TEXT,
    coefficient TEXT,
    monthly_vnd BIGINT,
    from_month TEXT,
    to_month TEXT,
    reason TEXT,
    allowance BLOB,
    proxy_name TEXT,
    proxy_id TEXT,
    proxy_relation TEXT,
    proxy_address TEXT,
    note TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_dossier PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_dossier_person ON dossier (pv, person)",
    """
CREATE TABLE draft (
    officer BLOB NOT NULL,
    form TEXT NOT NULL,
    subject TEXT NOT NULL,
    json TEXT NOT NULL,
    saved_ms BIGINT NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (officer, form, subject)
)
    """,
    """
CREATE TABLE emergency_case (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    event BLOB,
    household BLOB,
    household_name TEXT,
    village BLOB,
    place TEXT,
    cause TEXT,
    received_at TEXT,
    reporter TEXT,
    reporter_phone TEXT,
    house_damage TEXT,
    no_place_to_live BOOLEAN,
    poverty TEXT,
    persons BIGINT,
    months BIGINT,
    needs TEXT,
    shortened BOOLEAN,
    shortened_reason TEXT,
    shortened_by TEXT,
    met_on TEXT,
    state TEXT,
    decided_on TEXT,
    decision_no TEXT,
    signer TEXT,
    delivered_on TEXT,
    receiver TEXT,
    late_reason TEXT,
    note TEXT,
    ordered_to_move BOOLEAN,
    meeting_result TEXT,
    result TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_emergency_case PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_emergency_case_household ON emergency_case (pv, household)",
    """
CREATE TABLE event (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    cause TEXT,
    name TEXT,
    happened_on TEXT,
    place TEXT,
    note TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE external_key (
    kind TEXT NOT NULL,
    "key" TEXT NOT NULL,
    id BLOB NOT NULL,
    CONSTRAINT pk_external_key PRIMARY KEY (kind, "key")
)
    """,
    """
CREATE TABLE fact (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    subject_kind TEXT,
    subject BLOB,
    kind TEXT,
    value TEXT,
    amount BIGINT,
    number TEXT,
    issued_on TEXT,
    issued_by TEXT,
    valid_from TEXT,
    valid_to TEXT,
    note TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_fact PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_fact_subject ON fact (pv, subject)",
    """
CREATE TABLE household (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    village BLOB,
    head BLOB,
    address TEXT,
    phone TEXT,
    note TEXT,
    ended_on TEXT,
    ended_reason TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_household PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_household_head ON household (pv, head)",
    "CREATE INDEX ix_household_village ON household (pv, village)",
    """
CREATE TABLE membership (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    household BLOB,
    person BLOB,
    relation TEXT,
    valid_from TEXT,
    valid_to TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_membership PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_membership_household ON membership (pv, household)",
    "CREATE INDEX ix_membership_person ON membership (pv, person)",
    """
CREATE TABLE notice (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    title TEXT,
    body TEXT,
    subject_kind TEXT,
    subject BLOB,
    sent_on TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_notice PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_notice_subject ON notice (pv, subject)",
    """
CREATE TABLE officer (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    name TEXT,
    title TEXT,
    phone TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_officer PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE own_device (
    device BLOB NOT NULL,
    sign_secret BLOB NOT NULL,
    enc_secret BLOB NOT NULL,
    created_ms BIGINT NOT NULL,
    CONSTRAINT pk_own_device PRIMARY KEY (device)
)
    """,
    """
CREATE TABLE own_key (
    purpose TEXT NOT NULL,
    secret BLOB NOT NULL,
    CONSTRAINT pk_own_key PRIMARY KEY (purpose)
)
    """,
    """
CREATE TABLE paper (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    form TEXT,
    subject_kind TEXT,
    subject BLOB,
    made_on TEXT,
    sha256 TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_paper PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_paper_subject ON paper (pv, subject)",
    """
CREATE TABLE person (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    name TEXT,
    other_names TEXT,
    sex TEXT,
    birth TEXT,
    birth_source TEXT,
    ethnic_code TEXT,
    ethnic_name TEXT,
    pin TEXT,
    pin_issued_on TEXT,
    pin_issued_by TEXT,
    old_id TEXT,
    bhyt TEXT,
    phone TEXT,
    residence TEXT,
    living_with TEXT,
    death_on TEXT,
    death_source TEXT,
    moved_on TEXT,
    moved_to TEXT,
    note TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE protection_case (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    person BLOB,
    person_name TEXT,
    ground TEXT,
    received_at TEXT,
    reporter TEXT,
    reporter_phone TEXT,
    what_happened TEXT,
    shelter TEXT,
    measures TEXT,
    reported_to TEXT,
    state TEXT,
    decided_on TEXT,
    decision_no TEXT,
    signer TEXT,
    ends_on TEXT,
    note TEXT,
    birth TEXT,
    measures_at TEXT,
    verified_on TEXT,
    late_reason TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_protection_case PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_protection_case_person ON protection_case (pv, person)",
    """
CREATE TABLE restricted_assessment (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    dossier BLOB,
    on_date TEXT,
    facts TEXT,
    answer TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_restricted_assessment PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_restricted_assessment_dossier ON restricted_assessment (pv, dossier)",
    """
CREATE TABLE restricted_decision (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    dossier BLOB,
    number TEXT,
    signed_on TEXT,
    signer TEXT,
    signer_title TEXT,
    result TEXT,
    monthly_vnd BIGINT,
    from_month TEXT,
    reason TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_restricted_decision PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_restricted_decision_dossier ON restricted_decision (pv, dossier)",
    """
CREATE TABLE restricted_dossier (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    person BLOB,
    category TEXT,
    form TEXT,
    received_on TEXT,
    one_stop_code TEXT,
    state TEXT,
    verified_on TEXT,
    posted_from TEXT,
    posted_to TEXT,
    submitted_on TEXT,
    decided_on TEXT,
    decision_no TEXT,
    signer TEXT,
    signer_title TEXT,
    result TEXT,
    coefficient TEXT,
    monthly_vnd BIGINT,
    from_month TEXT,
    to_month TEXT,
    reason TEXT,
    allowance BLOB,
    proxy_name TEXT,
    proxy_id TEXT,
    proxy_relation TEXT,
    proxy_address TEXT,
    note TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_restricted_dossier PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_restricted_dossier_person ON restricted_dossier (pv, person)",
    """
CREATE TABLE restricted_fact (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    subject_kind TEXT,
    subject BLOB,
    kind TEXT,
    value TEXT,
    amount BIGINT,
    number TEXT,
    issued_on TEXT,
    issued_by TEXT,
    valid_from TEXT,
    valid_to TEXT,
    note TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_restricted_fact PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_restricted_fact_subject ON restricted_fact (pv, subject)",
    """
CREATE TABLE restricted_paper (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    form TEXT,
    subject_kind TEXT,
    subject BLOB,
    made_on TEXT,
    sha256 TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_restricted_paper PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_restricted_paper_subject ON restricted_paper (pv, subject)",
    """
CREATE TABLE restricted_settlement (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    subject BLOB,
    record TEXT,
    field TEXT,
    reason TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_restricted_settlement PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE search (
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    folded TEXT NOT NULL,
    sort_key BLOB NOT NULL,
    CONSTRAINT pk_search PRIMARY KEY (n),
    CONSTRAINT uq_search_pv_id UNIQUE (pv, id)
)
    """,
    "CREATE INDEX ix_search_kind_sort_key ON search (kind, sort_key)",
    """
CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
)
    """,
    """
CREATE TABLE settlement (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    subject BLOB,
    record TEXT,
    field TEXT,
    reason TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_settlement PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE station_event (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    what TEXT,
    at TEXT,
    "by" BLOB,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_station_event PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE support (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    emergency_case BLOB,
    type TEXT,
    persons BIGINT,
    months BIGINT,
    kilograms BIGINT,
    vnd BIGINT,
    source TEXT,
    basis TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_support PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_support_emergency_case ON support (pv, emergency_case)",
    """
CREATE TABLE sync_awaited (
    pv INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    field INTEGER NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_sync_awaited PRIMARY KEY (pv, kind, row_id, field, hash)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE sync_device (
    device BLOB NOT NULL,
    name TEXT NOT NULL,
    pv INTEGER NOT NULL,
    role TEXT NOT NULL,
    sign_pub BLOB NOT NULL,
    enc_pub BLOB NOT NULL,
    certificate BLOB,
    state TEXT NOT NULL,
    CONSTRAINT pk_sync_device PRIMARY KEY (device)
)
    """,
    """
CREATE TABLE sync_in (
    bundle BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    sender BLOB,
    name TEXT NOT NULL,
    channel TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    held INTEGER NOT NULL,
    received_ms BIGINT NOT NULL,
    CONSTRAINT pk_sync_in PRIMARY KEY (bundle),
    CONSTRAINT uq_sync_in_sha256 UNIQUE (sha256)
)
    """,
    """
CREATE TABLE sync_loser (
    pv INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    field INTEGER NOT NULL,
    hash BLOB NOT NULL,
    stream_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hlc BIGINT NOT NULL,
    value BLOB NOT NULL,
    CONSTRAINT pk_sync_loser PRIMARY KEY (pv, kind, row_id, field, hash)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE sync_op (
    stream_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    status TEXT NOT NULL,
    chain BLOB NOT NULL,
    raw BLOB NOT NULL,
    CONSTRAINT pk_sync_op PRIMARY KEY (stream_no, seq)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_sync_op_row_id ON sync_op (row_id)",
    """
CREATE TABLE sync_out (
    bundle BLOB NOT NULL,
    device BLOB NOT NULL,
    number INTEGER NOT NULL,
    statement BIGINT NOT NULL,
    channel TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    operations INTEGER NOT NULL,
    ranges BLOB NOT NULL,
    made_ms BIGINT NOT NULL,
    acknowledged_ms BIGINT,
    CONSTRAINT pk_sync_out PRIMARY KEY (bundle)
)
    """,
    """
CREATE TABLE sync_parked (
    stream BLOB NOT NULL,
    seq INTEGER NOT NULL,
    bundle BLOB NOT NULL,
    raw BLOB NOT NULL,
    head_seq INTEGER NOT NULL,
    head_sig BLOB NOT NULL,
    CONSTRAINT pk_sync_parked PRIMARY KEY (stream, seq, bundle)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE sync_peer (
    device BLOB NOT NULL,
    stream BLOB NOT NULL,
    seq INTEGER NOT NULL,
    chain BLOB NOT NULL,
    statement BIGINT NOT NULL,
    CONSTRAINT pk_sync_peer PRIMARY KEY (device, stream)
)
 WITHOUT ROWID
    """,
    """
CREATE TABLE sync_stream (
    stream_no INTEGER NOT NULL,
    stream BLOB NOT NULL,
    device BLOB NOT NULL,
    channel TEXT NOT NULL,
    pv INTEGER NOT NULL,
    role TEXT NOT NULL,
    descriptor BLOB NOT NULL,
    descriptor_sig BLOB NOT NULL,
    have_seq INTEGER NOT NULL,
    have_chain BLOB NOT NULL,
    have_hlc BIGINT NOT NULL,
    head_seq INTEGER NOT NULL,
    head_sig BLOB,
    state TEXT NOT NULL,
    CONSTRAINT pk_sync_stream PRIMARY KEY (stream_no),
    CONSTRAINT uq_sync_stream_stream UNIQUE (stream)
)
    """,
    """
CREATE TABLE trust_document (
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    version INTEGER NOT NULL,
    raw BLOB NOT NULL,
    CONSTRAINT pk_trust_document PRIMARY KEY (kind, subject)
)
    """,
    """
CREATE TABLE victim (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    emergency_case BLOB,
    person BLOB,
    name TEXT,
    status TEXT,
    treatment_days BIGINT,
    note TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_victim PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
    "CREATE INDEX ix_victim_emergency_case ON victim (pv, emergency_case)",
    """
CREATE TABLE village (
    pv INTEGER NOT NULL,
    id BLOB NOT NULL,
    name TEXT,
    kind TEXT,
    former_unit TEXT,
    hardship_from TEXT,
    hardship_to TEXT,
    ended_on TEXT,
    note TEXT,
    heads BLOB NOT NULL,
    alive BOOLEAN NOT NULL,
    unsettled BOOLEAN NOT NULL,
    CONSTRAINT pk_village PRIMARY KEY (pv, id)
)
 WITHOUT ROWID
    """,
)

RECORDS = (
    "officer",
    "village",
    "household",
    "person",
    "membership",
    "fact",
    "dossier",
    "allowance",
    "assessment",
    "decision",
    "event",
    "emergency_case",
    "victim",
    "support",
    "paper",
    "notice",
    "station_event",
    "settlement",
    "restricted_fact",
    "restricted_dossier",
    "restricted_assessment",
    "restricted_decision",
    "restricted_paper",
    "protection_case",
    "restricted_settlement",
)

SEARCH = (
    """
    CREATE VIRTUAL TABLE search_fts USING fts5(
        folded, content='search', content_rowid='n', tokenize='unicode61', prefix='1 2 3'
    )
    """,
    """
    CREATE TRIGGER search_after_insert AFTER INSERT ON search BEGIN
        INSERT INTO search_fts(rowid, folded) VALUES (new.n, new.folded);
    END
    """,
    """
    CREATE TRIGGER search_after_delete AFTER DELETE ON search BEGIN
        INSERT INTO search_fts(search_fts, rowid, folded) VALUES ('delete', old.n, old.folded);
    END
    """,
    """
    CREATE TRIGGER search_after_update AFTER UPDATE OF folded ON search BEGIN
        INSERT INTO search_fts(search_fts, rowid, folded) VALUES ('delete', old.n, old.folded);
        INSERT INTO search_fts(rowid, folded) VALUES (new.n, new.folded);
    END
    """,
)

# Rows change only through the fold: it always writes new heads, and it never deletes.
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
LOG_GUARDS = (
    """
    CREATE TRIGGER sync_op_never_deleted BEFORE DELETE ON sync_op BEGIN
        SELECT RAISE(ABORT, 'the log is never shortened');
    END
    """,
    """
    CREATE TRIGGER sync_op_never_changed BEFORE UPDATE OF raw, chain ON sync_op BEGIN
        SELECT RAISE(ABORT, 'the log is never rewritten');
    END
    """,
)


def upgrade() -> None:
    for statement in (*TABLES, *SEARCH, *LOG_GUARDS):
        op.execute(statement)
    for table in RECORDS:
        for guard in GUARDS:
            op.execute(guard.format(table=table))
