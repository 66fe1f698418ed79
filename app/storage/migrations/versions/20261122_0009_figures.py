"""Fixed figures for the planner: how many rows a table has and how many of them share a key.

Reason: without figures SQLite takes the first column of a key for as good as an index, and walks a
whole commune to answer about one person. Measured figures would differ between machines, and with
them how a question is answered; these are an office's with ten communes, the same everywhere.
The changes that are not in use get an index of their own: a person's history asks for them.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UNUSED = "CREATE INDEX ix_sync_op_unused ON sync_op (stream_no) WHERE status != 'folded'"

# Of every index: its table, its name (the table's own for the key of a table without row ids), how
# many rows there are, how many share the first column, the first two, and so on.
FIGURES = """
    alembic_version sqlite_autoindex_alembic_version_1 1 1
    allowance allowance 5000 500 1
    allowance ix_allowance_person 5000 500 2
    apart apart 100 10 1
    assessment assessment 5000 500 1
    assessment ix_assessment_dossier 5000 500 2
    decision decision 5000 500 1
    decision ix_decision_dossier 5000 500 2
    difference difference 1000 100 50 2 1
    dossier dossier 5000 500 1
    dossier ix_dossier_person 5000 500 2
    draft sqlite_autoindex_draft_1 50 10 5 1
    emergency_case emergency_case 1000 100 1
    emergency_case ix_emergency_case_household 1000 100 2
    event event 100 10 1
    external_key sqlite_autoindex_external_key_1 20000 5000 1
    fact fact 20000 2000 1
    fact ix_fact_subject 20000 2000 2
    household household 5000 500 1
    household ix_household_head 5000 500 1
    household ix_household_village 5000 500 25
    kept_total kept_total 20 2 1
    membership ix_membership_household 20000 2000 4
    membership ix_membership_person 20000 2000 1
    membership membership 20000 2000 1
    move ix_move_person 500 50 2
    move move 500 50 1
    notice ix_notice_subject 1000 100 2
    notice notice 1000 100 1
    officer officer 100 10 1
    own_device sqlite_autoindex_own_device_1 1 1
    own_key sqlite_autoindex_own_key_1 4 1
    paper ix_paper_subject 10000 1000 2
    paper paper 10000 1000 1
    person ix_person_same_as 2000 200 1
    person person 20000 2000 1
    protection_case ix_protection_case_person 200 20 2
    protection_case protection_case 200 20 1
    restricted_assessment ix_restricted_assessment_dossier 200 20 2
    restricted_assessment restricted_assessment 200 20 1
    restricted_decision ix_restricted_decision_dossier 200 20 2
    restricted_decision restricted_decision 200 20 1
    restricted_dossier ix_restricted_dossier_person 200 20 2
    restricted_dossier restricted_dossier 200 20 1
    restricted_fact ix_restricted_fact_subject 200 20 2
    restricted_fact restricted_fact 200 20 1
    restricted_paper ix_restricted_paper_subject 200 20 2
    restricted_paper restricted_paper 200 20 1
    restricted_settlement restricted_settlement 200 20 1
    search ix_search_kind_sort_key 25000 10000 1
    search sqlite_autoindex_search_1 25000 2500 1
    setting sqlite_autoindex_setting_1 50 1
    settlement settlement 200 20 1
    station_event station_event 200 20 1
    stream_limit stream_limit 10 1
    support ix_support_emergency_case 2000 200 2
    support support 2000 200 1
    sync_aside sync_aside 10000 1000 2 1
    sync_awaited sync_awaited 1000 100 50 2 1 1
    sync_device sqlite_autoindex_sync_device_1 50 1
    sync_fork sync_fork 10 2 1 1
    sync_in sqlite_autoindex_sync_in_1 1000 1
    sync_in sqlite_autoindex_sync_in_2 1000 1
    sync_loser sync_loser 1000 100 50 2 1 1
    sync_op ix_sync_op_row_id 200000 4
    sync_op ix_sync_op_unused 1000 10
    sync_op sync_op 200000 2000 1
    sync_out sqlite_autoindex_sync_out_1 1000 1
    sync_parked sync_parked 10000 1000 2 1
    sync_peer sync_peer 1000 50 1
    sync_repeated sync_repeated 1000 100 50 1
    sync_stream sqlite_autoindex_sync_stream_1 100 1
    sync_total sync_total 500 20 10 1
    trust_document sqlite_autoindex_trust_document_1 100 10 1
    victim ix_victim_emergency_case 1000 100 2
    victim victim 1000 100 1
    village village 200 20 1
"""


def upgrade() -> None:
    op.execute(UNUSED)
    op.execute("ANALYZE sqlite_schema")  # measures no table of ours, but makes the one for figures
    op.execute("DELETE FROM sqlite_stat1")
    for line in FIGURES.strip().splitlines():
        table, index, figures = line.split(maxsplit=2)
        op.execute(f"INSERT INTO sqlite_stat1 VALUES ('{table}', '{index}', '{figures.strip()}')")
    op.execute("ANALYZE sqlite_schema")  # this connection goes on with them
