"""Newer root documents on their way: who lacks them, and stepping to them one by one.

They stand at the very beginning of a bundle, each in a segment of its own, and are believed for
the signatures on them, whoever brings them: so a receiving office that was restored from a backup
learns from its communes what it had decided itself. A document that is known here is passed over,
because bundles arrive in any order; another one with the same number is an alarm.

A file that was put back is told from outside which document it had once (``services.
root_memory``). Until that one has come nothing is judged under an older one, nothing but a
statement goes out, and the office makes no other document of the same number.
"""

from __future__ import annotations

from sqlalchemy import Connection

from app.core.errors import Correctable, Untrusted
from app.core.i18n import N_
from app.sync import limits, trust_store
from app.sync.container import Segment
from app.sync.container_writer import PackedSegment, pack
from app.sync.manifest import SegmentKind
from app.sync.reject import Reject
from app.sync.trust import Root, advance, version_in
from app.sync.trust_store import Device

SET_BACK = "trust_set_back"


def offer(connection: Connection, peer: Device) -> list[PackedSegment]:
    """The root documents that ``peer`` is not known to hold, the oldest first.

    None when those in between are not kept here: a gap would be refused with the whole bundle.
    """
    theirs = trust_store.peer_version(connection, peer.id)
    newer = [one for one in trust_store.root_versions(connection) if one.version > (theirs or 0)]
    if theirs is not None and newer and newer[0].version != theirs + 1:
        return []
    return [pack(Segment(SegmentKind.TRUST, one.signed, 1)) for one in newer]


def require_newest(connection: Connection, reached: Root) -> None:
    """Let a bundle be judged under ``reached`` only if none newer was in force here once.

    Raises Untrusted ``trust_set_back``; the file is to be kept until the newer document has come.
    """
    missing = trust_store.missing_version(connection)
    if missing is not None and reached.version < missing:
        raise Untrusted(
            SET_BACK,
            N_(
                "A newer trust document is missing here. The file is kept; send a file and take "
                "the answer in, then this one follows by itself."
            ),
        )


def require_nothing_missing(connection: Connection) -> None:
    """Refuse to make a document whose number another one has already. Raises Correctable."""
    if trust_store.missing_version(connection) is not None:
        raise Correctable(
            SET_BACK,
            N_(
                "A newer trust document is missing here. "
                "Send a file to a commune and take its answer in first."
            ),
        )


def step(connection: Connection, current: Root, signed: bytes) -> Root:
    """``current``, or the next root document when ``signed`` is that.

    Raises Reject: ``trust_gap``, ``two_truths``, ``not_enough_signatures``, ``malformed``,
    ``newer_program``, ``too_large``.
    """
    if len(signed) > limits.MAX_DOCUMENT:
        raise Reject("too_large")
    version = version_in(signed)
    if version > current.version:
        return advance(current, [signed])
    kept = trust_store.root_version(connection, version)
    if kept is not None:
        advance(kept, [signed])  # the same one, or an alarm
    return current
