"""What somebody types about an emergency case: completed, checked, and asked of the law.

Rules kept: what the register and the clock know already is not typed again; who is safe is no
victim and is not kept; unread fields are left out of what the law is asked while typing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.core.errors import Correctable
from app.core.i18n import N_
from app.oplog.operation import Value
from app.policy.calendar import require_known
from app.services import choices
from app.services.emergency_lines import happened, moment
from app.services.emergency_minimum import RICE, Harm, Hurt
from app.services.entry import Typed, checked
from app.storage.queries import emergencies as rows
from app.storage.queries import facts as fact_rows
from app.storage.queries import households as household_rows

Victim = Mapping[str, Typed]
Values = Mapping[str, Value | UUID]


def completed(connection: Connection, pv: int, values: Values, now: str) -> dict[str, Value | UUID]:
    """What the register and the clock know already: hour, persons, poverty, village."""
    done: dict[str, Value | UUID] = dict(values)
    done["received_at"] = done.get("received_at") or now
    home = done.get("household")
    day = day_of_event(connection, pv, done)
    if not done.get("cause") and isinstance(done.get("event"), UUID):
        found = rows.events(connection, pv, event_id=UUID(str(done["event"])))
        done["cause"] = found[0].cause if found else None
    if isinstance(home, UUID):
        row = household_rows.household_row(connection, pv, home)
        members = household_rows.members(connection, pv, home)
        present = [one for one in members if one.valid_to is None]
        done["persons"] = done.get("persons") or len(present)
        done["village"] = done.get("village") or (row.village if row else None)
        if not done.get("poverty"):
            facts = fact_rows.of_subjects(connection, pv, [home], restricted=False)
            on = (day or moment(str(done["received_at"])).date()).isoformat()
            fact = fact_rows.latest(facts, "poverty", on)
            done["poverty"] = fact.value if fact else None
    return done


def check_case(values: Mapping[str, object]) -> None:
    """What every case needs; raises Correctable at the field."""
    for fields, message in (
        (("cause", "event"), N_("Choose what happened.")),
        (("household", "household_name"), N_("Choose the household, or type its head's name.")),
    ):
        if not any(values.get(field) for field in fields):
            raise Correctable(f"{fields[0]}_missing", message, field=fields[0])
    if values.get("shortened"):
        for field, message in (
            ("shortened_reason", N_("Say why the village meeting is skipped (Article 17.2).")),
            ("shortened_by", N_("Type the name of the chairman who decided to skip the meeting.")),
        ):
            if not values.get(field):
                raise Correctable(f"{field}_missing", message, field=field)
    require_known(moment(str(values["received_at"])).date(), field="received_at")
    months = values.get("months")
    most = 1 if values.get("cause") == "tet" else 3
    rice = values.get("needs") is None or RICE in str(values["needs"])
    if isinstance(months, int) and months > most and rice:
        raise Correctable(
            "months_too_many",
            N_(
                "Each round covers at most {most} months. Write {most} for this round; if hunger"
                " lasts, open a new round."
            ),
            field="months",
            most=most,
        )


def checked_victim(place: int, typed: Victim, today: date) -> dict[str, Value | UUID] | None:
    """The ``place``-th member as it is kept, None for who is safe; Correctable at the field."""
    try:
        values = checked("victim", typed, today=today)
    except Correctable as error:
        raise Correctable(
            error.code, error.message, field=f"victims.{place}.{error.field}", **error.params
        ) from error
    if values.get("status") in (None, "an_toan"):
        return None
    if not values.get("name") and not values.get("person"):
        raise Correctable(
            "name_missing", N_("Type the person's full name."), field=f"victims.{place}.name"
        )
    return values


def harm_typed(values: Values, victims: Sequence[Victim], event_day: date | None) -> Harm:
    """What the law is asked while a case is being typed; ``values`` are completed."""
    received = moment(str(values["received_at"]))
    hurt = tuple(
        Hurt(str(one.get("name") or ""), str(one.get("status") or ""), _days(one))
        for one in victims
        if one.get("status") in choices.VICTIM_STATUS and one.get("status") != "an_toan"
    )
    return Harm(
        on=event_day or received.date(),
        received=received,
        cause=_text(values, "cause"),
        persons=_whole(values, "persons") or 0,
        months=_whole(values, "months") or 1,
        needs=tuple(word for word in (_text(values, "needs") or "").split(",") if word),
        house_damage=_text(values, "house_damage"),
        no_place_to_live=_flag(values, "no_place_to_live"),
        ordered_to_move=_flag(values, "ordered_to_move"),
        poverty=_text(values, "poverty"),
        hurt=hurt,
    )


def day_of_event(connection: Connection, pv: int, values: Values) -> date | None:
    """When the event of a case happened, None without one."""
    event = values.get("event")
    if not isinstance(event, UUID):
        return None
    found = rows.events(connection, pv, event_id=event)
    return happened(found[0].happened_on) if found else None


def _days(victim: Victim) -> int | None:
    days = str(victim.get("treatment_days") or "").strip()
    return int(days) if days.isdecimal() and len(days) < 5 else None


def _text(values: Mapping[str, object], name: str) -> str | None:
    value = values.get(name)
    return value if isinstance(value, str) else None


def _whole(values: Mapping[str, object], name: str) -> int | None:
    value = values.get(name)
    return value if isinstance(value, int) else None


def _flag(values: Mapping[str, object], name: str) -> bool | None:
    value = values.get(name)
    return value if isinstance(value, bool) else None
