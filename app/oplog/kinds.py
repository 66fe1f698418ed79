"""Every record kind that is exchanged, with its field numbers.

What tells an illness or abuse stands only in kinds of the channel ``case``; their twins in
``base`` have the same fields, so that one code path serves both. Add at the end, never reuse a
number, and bump ``EDITION``; bump ``SCHEMA`` with an up-caster when a meaning changes.
"""

from __future__ import annotations

from app.oplog.registry import (
    Channel,
    Field,
    Kind,
    Merge,
    RecordKind,
    Registry,
    flag,
    row,
    text,
    whole,
)

AUTO, ONCE, OFFICE = Merge.AUTO, Merge.ONCE, Merge.OFFICE


def _fact_fields() -> tuple[Field, ...]:
    return (
        text(1, "subject_kind", ONCE),  # person, household or village
        row(2, "subject", ONCE),
        text(3, "kind", ONCE),
        text(4, "value"),
        whole(5, "amount"),  # đồng a month
        text(6, "number"),
        text(7, "issued_on"),
        text(8, "issued_by", AUTO),
        text(9, "valid_from"),
        text(10, "valid_to"),
        text(11, "note", AUTO),
    )


def _dossier_fields() -> tuple[Field, ...]:
    return (
        row(1, "person"),
        text(2, "category"),
        text(3, "form", AUTO),
        text(4, "received_on"),
        text(5, "one_stop_code", AUTO),
        text(6, "state"),
        text(7, "verified_on"),
        text(8, "posted_from"),
        text(9, "posted_to"),
        text(10, "submitted_on"),
        text(11, "decided_on"),
        text(12, "decision_no"),
        text(13, "signer", AUTO),
        text(14, "signer_title", AUTO),
        text(15, "result"),
        text(16, "coefficient"),
        whole(17, "monthly_vnd"),
        text(18, "from_month"),
        text(19, "to_month"),
        text(20, "reason", AUTO),
        row(21, "allowance"),
        text(22, "proxy_name", AUTO),
        text(23, "proxy_id", AUTO),
        text(24, "proxy_relation", AUTO),
        text(25, "proxy_address", AUTO),
        text(26, "note", AUTO),
    )


def _assessment_fields() -> tuple[Field, ...]:
    return (
        row(1, "dossier", ONCE),
        text(2, "on_date", ONCE),
        text(3, "facts", ONCE),  # JSON of what the rules looked at
        text(4, "answer", ONCE),  # JSON of what they answered
    )


def _decision_fields() -> tuple[Field, ...]:
    return (
        row(1, "dossier", ONCE),
        text(2, "number", ONCE),
        text(3, "signed_on", ONCE),
        text(4, "signer", ONCE),
        text(5, "signer_title", ONCE),
        text(6, "result", ONCE),
        whole(7, "monthly_vnd", ONCE),
        text(8, "from_month", ONCE),
        text(9, "reason", ONCE),
    )


def _paper_fields() -> tuple[Field, ...]:
    return (
        text(1, "form", ONCE),
        text(2, "subject_kind", ONCE),
        row(3, "subject", ONCE),
        text(4, "made_on", ONCE),
        text(5, "sha256", ONCE),
    )


def _settlement_fields() -> tuple[Field, ...]:
    return (
        row(1, "subject", ONCE),
        text(2, "record", ONCE),  # the kind of the row
        text(3, "field", ONCE),
        text(4, "reason", ONCE),
    )


KINDS: tuple[RecordKind, ...] = (
    RecordKind(
        1,
        "officer",
        Channel.BASE,
        (text(1, "name", AUTO), text(2, "title", AUTO), text(3, "phone", AUTO)),
    ),
    RecordKind(
        2,
        "village",
        Channel.BASE,
        (
            text(1, "name"),
            text(2, "kind", AUTO),
            text(3, "former_unit", AUTO),
            text(4, "hardship_from"),
            text(5, "hardship_to"),
            text(6, "ended_on"),
            text(7, "note", AUTO),
        ),
    ),
    RecordKind(
        3,
        "household",
        Channel.BASE,
        (
            row(1, "village"),
            row(2, "head"),
            text(3, "address", AUTO),
            text(4, "phone", AUTO),
            text(5, "note", AUTO),
            text(6, "ended_on"),
            text(7, "ended_reason"),
        ),
    ),
    RecordKind(
        4,
        "person",
        Channel.BASE,
        (
            text(1, "name"),
            text(2, "other_names", AUTO),
            text(3, "sex"),
            text(4, "birth"),
            text(5, "birth_source", AUTO),
            text(6, "ethnic_code", AUTO),
            text(7, "ethnic_name", AUTO),
            text(8, "pin"),
            text(9, "pin_issued_on", AUTO),
            text(10, "pin_issued_by", AUTO),
            text(11, "old_id"),
            text(12, "bhyt", AUTO),
            text(13, "phone", AUTO),
            text(14, "residence", AUTO),
            text(15, "living_with", AUTO),
            text(16, "death_on"),
            text(17, "death_source", AUTO),
            text(18, "moved_on"),
            text(19, "moved_to"),
            text(20, "note", AUTO),
            Field(21, "same_as", Kind.ROW, Merge.ASK, act="link"),  # the older row of this person
            Field(22, "carried_to", Kind.INT, Merge.ASK, act="transfer"),  # the scope it went to
        ),
    ),
    RecordKind(
        5,
        "membership",
        Channel.BASE,
        (
            row(1, "household"),
            row(2, "person"),
            text(3, "relation", AUTO),
            text(4, "valid_from"),
            text(5, "valid_to"),
        ),
    ),
    RecordKind(6, "fact", Channel.BASE, _fact_fields()),
    RecordKind(7, "dossier", Channel.BASE, _dossier_fields()),
    RecordKind(
        8,
        "allowance",  # neutral for everybody: what is paid, never why
        Channel.BASE,
        (
            row(1, "person"),
            row(2, "payee"),
            whole(3, "monthly_vnd"),
            text(4, "from_month"),
            text(5, "to_month"),
            text(6, "method", AUTO),
        ),
    ),
    RecordKind(9, "assessment", Channel.BASE, _assessment_fields()),
    RecordKind(10, "decision", Channel.BASE, _decision_fields()),
    RecordKind(
        11,
        "event",
        Channel.BASE,
        (
            text(1, "cause"),
            text(2, "name", AUTO),
            text(3, "happened_on"),
            text(4, "place", AUTO),
            text(5, "note", AUTO),
        ),
    ),
    RecordKind(
        12,
        "emergency_case",
        Channel.BASE,
        (
            row(1, "event"),
            row(2, "household"),
            text(3, "household_name", AUTO),
            row(4, "village"),
            text(5, "place", AUTO),
            text(6, "cause"),
            text(7, "received_at"),
            text(8, "reporter", AUTO),
            text(9, "reporter_phone", AUTO),
            text(10, "house_damage"),
            flag(11, "no_place_to_live"),
            text(12, "poverty"),
            whole(13, "persons"),
            whole(14, "months"),
            text(15, "needs", AUTO),
            flag(16, "shortened"),
            text(17, "shortened_reason", AUTO),
            text(18, "shortened_by", AUTO),
            text(19, "met_on"),
            text(20, "state"),
            text(21, "decided_on"),
            text(22, "decision_no"),
            text(23, "signer", AUTO),
            text(24, "delivered_on"),
            text(25, "receiver", AUTO),
            text(26, "late_reason", AUTO),
            text(27, "note", AUTO),
            flag(28, "ordered_to_move"),
            text(29, "meeting_result", AUTO),
            text(30, "result"),
        ),
    ),
    RecordKind(
        13,
        "victim",
        Channel.BASE,
        (
            row(1, "emergency_case", ONCE),
            row(2, "person"),
            text(3, "name"),
            text(4, "status"),
            whole(5, "treatment_days"),
            text(6, "note", AUTO),
        ),
    ),
    RecordKind(
        14,
        "support",
        Channel.BASE,
        (
            row(1, "emergency_case", ONCE),
            text(2, "type"),
            whole(3, "persons"),
            whole(4, "months"),
            whole(5, "kilograms"),
            whole(6, "vnd"),
            text(7, "source", AUTO),
            text(8, "basis", AUTO),
        ),
    ),
    RecordKind(15, "paper", Channel.BASE, _paper_fields()),
    RecordKind(
        16,
        "notice",  # what the receiving office tells the commune, often about one row
        Channel.BASE,
        (
            text(1, "title", OFFICE),
            text(2, "body", OFFICE),
            text(3, "subject_kind", OFFICE),
            row(4, "subject", OFFICE),
            text(5, "sent_on", OFFICE),
        ),
    ),
    RecordKind(
        17,
        "station_event",  # what was done with the workstation itself: a key taken out, say
        Channel.BASE,
        (text(1, "what", ONCE), text(2, "at", ONCE), row(3, "by", ONCE)),
    ),
    RecordKind(18, "settlement", Channel.BASE, _settlement_fields()),
    RecordKind(
        19,
        "apart",  # two rows that look like one person, and are two
        Channel.BASE,
        (row(1, "person", ONCE), row(2, "other", ONCE), text(3, "reason", ONCE)),
    ),
    RecordKind(
        20,
        "move",  # told in the commune that is left and, under the same id, in the new one
        Channel.BASE,
        (
            row(1, "person", ONCE),
            whole(2, "from_pv", ONCE),
            whole(3, "to_pv", ONCE),
            text(4, "moved_on"),
            text(5, "decision_no"),  # of the decision by which the old commune stops paying
            text(6, "decided_on"),
            text(7, "signer", AUTO),
            whole(8, "monthly_vnd"),  # what it paid a month
            text(9, "to_month"),  # the last month that it pays
            text(10, "from_month"),  # the first month that the new one pays
            text(11, "note", AUTO),
        ),
    ),
    RecordKind(101, "restricted_fact", Channel.CASE, _fact_fields()),
    RecordKind(102, "restricted_dossier", Channel.CASE, _dossier_fields()),
    RecordKind(103, "restricted_assessment", Channel.CASE, _assessment_fields()),
    RecordKind(104, "restricted_decision", Channel.CASE, _decision_fields()),
    RecordKind(105, "restricted_paper", Channel.CASE, _paper_fields()),
    RecordKind(
        106,
        "protection_case",
        Channel.CASE,
        (
            row(1, "person"),
            text(2, "person_name"),
            text(3, "ground"),
            text(4, "received_at"),
            text(5, "reporter", AUTO),
            text(6, "reporter_phone", AUTO),
            text(7, "what_happened"),
            text(8, "shelter"),
            text(9, "measures"),
            text(10, "reported_to"),
            text(11, "state"),
            text(12, "decided_on"),
            text(13, "decision_no"),
            text(14, "signer", AUTO),
            text(15, "ends_on"),
            text(16, "note", AUTO),
            text(17, "birth"),
            text(18, "measures_at"),
            text(19, "verified_on"),
            text(20, "late_reason", AUTO),
        ),
    ),
    RecordKind(107, "restricted_settlement", Channel.CASE, _settlement_fields()),
)

BY_NUMBER = {kind.number: kind for kind in KINDS}
BY_NAME = {kind.name: kind for kind in KINDS}
CURRENT = Registry(BY_NUMBER)  # what this program understands
RESTRICTED_TWIN = {
    "fact": "restricted_fact",
    "dossier": "restricted_dossier",
    "assessment": "restricted_assessment",
    "decision": "restricted_decision",
    "paper": "restricted_paper",
    "settlement": "restricted_settlement",
}
