"""Which of several workstations that bear one name is meant, as an officer would say it.

Two laptops of one commune are both called after it. They are told apart by the officer who wrote
on each of them last; a new one by the day of its enrolment; and when that is the same too, by the
last letters of its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from app.core.i18n import _
from app.models.log import sync_op, sync_stream
from app.oplog.operation import read
from app.services.record_subjects import officer_names
from app.storage.plain_rows import PlainQuery
from app.sync import trust_store
from app.sync.trust_store import Device

LETTERS = 4

# What each of its streams that everybody may see ends with, the newest first.
_LAST = PlainQuery(
    select(sync_op.c.raw, sync_op.c.seq)
    .join(sync_stream, sync_stream.c.stream_no == sync_op.c.stream_no)
    .where(
        sync_stream.c.device == bindparam("device"),
        sync_stream.c.channel == bindparam("channel"),
        sync_op.c.seq == sync_stream.c.have_seq,
    )
    .order_by(sync_stream.c.have_hlc.desc()),
    ["device", "channel"],
)


def marks(connection: Connection) -> dict[UUID, str]:
    """What tells each enrolled workstation from others of its name; "" for those alone."""
    known = trust_store.devices(connection).values()
    names = Counter(one.name for one in known)
    alike = [one for one in known if names[one.name] > 1]
    found = {one.id: "" for one in known}
    found.update(_told_apart(connection, alike))
    return found


def full_names(connection: Connection) -> dict[UUID, str]:
    """The names of all enrolled workstations, told apart where they have to be."""
    told = marks(connection)
    return {one.id: _full(one, told) for one in trust_store.devices(connection).values()}


def full_name(connection: Connection, device: UUID) -> str:
    """As :func:`full_names`, of one of them."""
    known = trust_store.devices(connection)
    alike = [one for one in known.values() if one.name == known[device].name]
    return _full(known[device], _told_apart(connection, alike) if alike[1:] else {})


def _full(one: Device, told: Mapping[UUID, str]) -> str:
    mark = told.get(one.id)
    return f"{one.name} ({mark})" if mark else one.name


def _told_apart(connection: Connection, alike: Collection[Device]) -> dict[UUID, str]:
    words = {one.id: _words(connection, one) for one in alike}
    often = Counter((one.name, words[one.id]) for one in alike)
    return {
        one.id: words[one.id]
        if often[one.name, words[one.id]] == 1
        else f"{words[one.id]}, {one.id.hex[-LETTERS:].upper()}"
        for one in alike
    }


def _words(connection: Connection, one: Device) -> str:
    officer = _last_officer(connection, one)
    if officer:
        return _("{officer}'s computer").format(officer=officer)
    day = date.fromisoformat(one.certificate.not_before).strftime("%d/%m/%Y")
    return _("enrolled on {day}").format(day=day)


def _last_officer(connection: Connection, one: Device) -> str:
    for raw, seq in _LAST.ask(connection, one.id.bytes, "base")[:1]:
        return officer_names(connection, one.pv).get(read(bytes(raw), seq).actor, "")
    return ""
