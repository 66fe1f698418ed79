"""The registry is for ever: numbers, names and kinds of values as they were first given out.

``FROZEN`` is what stations in use have written by. Entries may be added to it, never changed:
a number that meant something once means it in every log that was ever written.
"""

from __future__ import annotations

from app.oplog.kinds import BY_NAME, BY_NUMBER, KINDS, RESTRICTED_TWIN
from app.oplog.operation import MAX_WRITES
from app.oplog.registry import DELETED, FIELD_NAMES_RESERVED, Channel, Merge

FROZEN = {
    (1, "officer", "base"): ("1:name:text 2:title:text 3:phone:text"),
    (2, "village", "base"): (
        "1:name:text 2:kind:text 3:former_unit:text 4:hardship_from:text 5:hardship_to:text "
        "6:ended_on:text 7:note:text"
    ),
    (3, "household", "base"): (
        "1:village:row 2:head:row 3:address:text 4:phone:text 5:note:text 6:ended_on:text "
        "7:ended_reason:text"
    ),
    (4, "person", "base"): (
        "1:name:text 2:other_names:text 3:sex:text 4:birth:text 5:birth_source:text "
        "6:ethnic_code:text 7:ethnic_name:text 8:pin:text 9:pin_issued_on:text "
        "10:pin_issued_by:text 11:old_id:text 12:bhyt:text 13:phone:text 14:residence:text "
        "15:living_with:text 16:death_on:text 17:death_source:text 18:moved_on:text "
        "19:moved_to:text 20:note:text 21:same_as:row 22:carried_to:int"
    ),
    (5, "membership", "base"): (
        "1:household:row 2:person:row 3:relation:text 4:valid_from:text 5:valid_to:text"
    ),
    (6, "fact", "base"): (
        "1:subject_kind:text 2:subject:row 3:kind:text 4:value:text 5:amount:int "
        "6:number:text 7:issued_on:text 8:issued_by:text 9:valid_from:text 10:valid_to:text "
        "11:note:text"
    ),
    (7, "dossier", "base"): (
        "1:person:row 2:category:text 3:form:text 4:received_on:text 5:one_stop_code:text "
        "6:state:text 7:verified_on:text 8:posted_from:text 9:posted_to:text "
        "10:submitted_on:text 11:decided_on:text 12:decision_no:text 13:signer:text "
        "14:signer_title:text 15:result:text 16:coefficient:text 17:monthly_vnd:int "
        "18:from_month:text 19:to_month:text 20:reason:text 21:allowance:row "
        "22:proxy_name:text 23:proxy_id:text 24:proxy_relation:text 25:proxy_address:text "
        "26:note:text"
    ),
    (8, "allowance", "base"): (
        "1:person:row 2:payee:row 3:monthly_vnd:int 4:from_month:text 5:to_month:text 6:method:text"
    ),
    (9, "assessment", "base"): ("1:dossier:row 2:on_date:text 3:facts:text 4:answer:text"),
    (10, "decision", "base"): (
        "1:dossier:row 2:number:text 3:signed_on:text 4:signer:text 5:signer_title:text "
        "6:result:text 7:monthly_vnd:int 8:from_month:text 9:reason:text"
    ),
    (11, "event", "base"): ("1:cause:text 2:name:text 3:happened_on:text 4:place:text 5:note:text"),
    (12, "emergency_case", "base"): (
        "1:event:row 2:household:row 3:household_name:text 4:village:row 5:place:text "
        "6:cause:text 7:received_at:text 8:reporter:text 9:reporter_phone:text "
        "10:house_damage:text 11:no_place_to_live:bool 12:poverty:text 13:persons:int "
        "14:months:int 15:needs:text 16:shortened:bool 17:shortened_reason:text "
        "18:shortened_by:text 19:met_on:text 20:state:text 21:decided_on:text "
        "22:decision_no:text 23:signer:text 24:delivered_on:text 25:receiver:text "
        "26:late_reason:text 27:note:text 28:ordered_to_move:bool 29:meeting_result:text "
        "30:result:text"
    ),
    (13, "victim", "base"): (
        "1:emergency_case:row 2:person:row 3:name:text 4:status:text 5:treatment_days:int "
        "6:note:text"
    ),
    (14, "support", "base"): (
        "1:emergency_case:row 2:type:text 3:persons:int 4:months:int 5:kilograms:int "
        "6:vnd:int 7:source:text 8:basis:text"
    ),
    (15, "paper", "base"): (
        "1:form:text 2:subject_kind:text 3:subject:row 4:made_on:text 5:sha256:text"
    ),
    (16, "notice", "base"): (
        "1:title:text 2:body:text 3:subject_kind:text 4:subject:row 5:sent_on:text"
    ),
    (17, "station_event", "base"): ("1:what:text 2:at:text 3:by:row"),
    (18, "settlement", "base"): ("1:subject:row 2:record:text 3:field:text 4:reason:text"),
    (19, "apart", "base"): ("1:person:row 2:other:row 3:reason:text"),
    (20, "move", "base"): (
        "1:person:row 2:from_pv:int 3:to_pv:int 4:moved_on:text 5:decision_no:text "
        "6:decided_on:text 7:signer:text 8:monthly_vnd:int 9:to_month:text 10:from_month:text "
        "11:note:text"
    ),
    (101, "restricted_fact", "case"): (
        "1:subject_kind:text 2:subject:row 3:kind:text 4:value:text 5:amount:int "
        "6:number:text 7:issued_on:text 8:issued_by:text 9:valid_from:text 10:valid_to:text "
        "11:note:text"
    ),
    (102, "restricted_dossier", "case"): (
        "1:person:row 2:category:text 3:form:text 4:received_on:text 5:one_stop_code:text "
        "6:state:text 7:verified_on:text 8:posted_from:text 9:posted_to:text "
        "10:submitted_on:text 11:decided_on:text 12:decision_no:text 13:signer:text "
        "14:signer_title:text 15:result:text 16:coefficient:text 17:monthly_vnd:int "
        "18:from_month:text 19:to_month:text 20:reason:text 21:allowance:row "
        "22:proxy_name:text 23:proxy_id:text 24:proxy_relation:text 25:proxy_address:text "
        "26:note:text"
    ),
    (103, "restricted_assessment", "case"): (
        "1:dossier:row 2:on_date:text 3:facts:text 4:answer:text"
    ),
    (104, "restricted_decision", "case"): (
        "1:dossier:row 2:number:text 3:signed_on:text 4:signer:text 5:signer_title:text "
        "6:result:text 7:monthly_vnd:int 8:from_month:text 9:reason:text"
    ),
    (105, "restricted_paper", "case"): (
        "1:form:text 2:subject_kind:text 3:subject:row 4:made_on:text 5:sha256:text"
    ),
    (106, "protection_case", "case"): (
        "1:person:row 2:person_name:text 3:ground:text 4:received_at:text 5:reporter:text "
        "6:reporter_phone:text 7:what_happened:text 8:shelter:text 9:measures:text "
        "10:reported_to:text 11:state:text 12:decided_on:text 13:decision_no:text "
        "14:signer:text 15:ends_on:text 16:note:text 17:birth:text "
        "18:measures_at:text 19:verified_on:text 20:late_reason:text"
    ),
    (107, "restricted_settlement", "case"): (
        "1:subject:row 2:record:text 3:field:text 4:reason:text"
    ),
}


def test_nothing_that_was_given_out_has_changed() -> None:
    now = {
        (kind.number, kind.name, kind.channel.value): {
            f"{field.number}:{field.name}:{field.kind.value}" for field in kind.fields
        }
        for kind in KINDS
    }
    for kind, fields in FROZEN.items():
        assert kind in now
        assert set(fields.split()) <= now[kind], kind
    added = {
        (kind, field)
        for kind, fields in now.items()
        for field in fields - set(FROZEN.get(kind, "").split())
    }
    assert added == set(), "freeze what was added in the table above"


def test_numbers_and_names_are_unique() -> None:
    assert len({kind.number for kind in KINDS}) == len(KINDS) == len(BY_NUMBER)
    assert len({kind.name for kind in KINDS}) == len(KINDS) == len(BY_NAME)
    for kind in KINDS:
        assert len(kind.by_number) == len(kind.by_name) == len(kind.fields), kind.name


def test_field_names_and_numbers_leave_room_for_what_every_row_has() -> None:
    for kind in KINDS:
        assert not FIELD_NAMES_RESERVED & kind.by_name.keys(), kind.name
        assert DELETED not in kind.by_number
        assert not {"unsettled", "row_pv", "row_id"} & kind.by_name.keys()


def test_one_operation_can_write_every_field_of_a_row_and_its_deletion() -> None:
    assert max(len(kind.fields) for kind in KINDS) + 1 <= MAX_WRITES


def test_restricted_kinds_lie_in_the_restricted_channel() -> None:
    """What tells of HIV, abuse or shelter is shared only with those who may read it."""
    restricted = {kind.name for kind in KINDS if kind.number > 100}
    assert restricted == {kind.name for kind in KINDS if kind.channel is Channel.CASE}
    assert restricted == {*RESTRICTED_TWIN.values(), "protection_case"}


def test_twins_have_the_same_fields() -> None:
    for open_name, restricted in RESTRICTED_TWIN.items():
        assert BY_NAME[open_name].fields == BY_NAME[restricted].fields
        assert BY_NAME[open_name].channel is Channel.BASE


def test_the_money_line_says_nothing_of_the_reason() -> None:
    """One neutral line for everybody: neither category nor coefficient nor dossier."""
    assert set(BY_NAME["allowance"].by_name) == {
        "person",
        "payee",
        "monthly_vnd",
        "from_month",
        "to_month",
        "method",
    }


def test_decisions_papers_and_assessments_are_written_once() -> None:
    for name in ("decision", "assessment", "paper"):
        assert {field.merge for field in BY_NAME[name].fields} == {Merge.ONCE}


def test_only_the_office_writes_notices() -> None:
    assert {field.merge for field in BY_NAME["notice"].fields} == {Merge.OFFICE}
