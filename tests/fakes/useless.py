"""Changes that no station puts to use: denied, unreadable, of a newer program."""

from __future__ import annotations

from app.oplog.kinds import BY_NAME
from app.oplog.operation import VERSION, Action, Operation, Write, encode
from app.oplog.registry import SCHEMA, Channel
from tests.fakes.desks import Desk


def write_useless(desk: Desk, *, denied: int = 0, unreadable: int = 0, unknown: int = 0) -> None:
    """Let ``desk`` log so many of each, as a hostile or broken program would."""
    raws = [b"\x91" * 20] * unreadable + [bytes([0x9B, 2]) + bytes(10)] * unknown
    with desk.store.write(desk.session.officer) as work:
        stream = work.streams.own(desk.id, Channel.BASE, desk.session.pv)
        for _ in range(denied):
            operation = Operation(
                VERSION,
                stream.seq + 1,
                0,
                SCHEMA,
                desk.session.officer.bytes,
                Action.EDIT,
                BY_NAME["restricted_dossier"].number,
                desk.session.pv,
                bytes(16),
                [Write(1, "k", [])],
            )
            assert work.receive(stream, encode(operation)) == "denied"
        for raw in raws:
            work.receive(stream, raw)
        work.commit()
