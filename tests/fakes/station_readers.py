"""Workstations under fire: what an enrolled device signs, and files of records that are applied.

As ``outside_bytes``, with a real station behind the decoder: rows, streams and riders are met too.
"""

from __future__ import annotations

import os
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pyrage

from app.core.errors import AppError
from app.oplog.stream import chain_next
from app.services.record_io import RecordIO
from app.sync import age_keys, canonical, signing
from app.sync.container import Segment, preamble, signed_message
from app.sync.container_writer import pack
from app.sync.manifest import Header, SegmentKind
from app.sync.own_device import OwnDevice
from app.sync.stream_description import read_description
from tests.fakes import desk
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair
from tests.fakes.forged_bundles import Bundle, keys_of, taken_apart
from tests.fakes.mutators import VALUES, regrown, rewritten
from tests.fakes.outside_bytes import LINES, Reader

_UNFIT = (
    AppError,
    msgspec.MsgspecError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
)


def station_readers(folder: Path) -> tuple[Reader, ...]:
    """An office that takes in what its commune signs, and a commune that applies files."""
    return (_importing(folder), _applying(folder))


def _importing(folder: Path) -> Reader:
    commune, office = make_pair(folder)
    courier = Courier(folder / "way")
    row = commune.person()
    for source, target in ((commune, office), (office, commune)):
        courier.carry(source, target)
    good = []
    for number in range(2):
        commune.edit(row, note=f"{number}")
        with commune.store.write(commune.session.officer) as work:
            work.create("restricted_fact", {"kind": "hiv", "value": "co", "subject": row})
            work.commit()
        good += [taken_apart(one.path, office) for one in courier.fetch(commune, office.id)]

    def read(raw: bytes, place: Path) -> object:
        path = place / "forged.tgxh"
        path.write_bytes(_assembled(raw, commune, office))
        with suppress(AppError):
            office.exchange.verify(path)
        return office.exchange.import_files([path])

    return Reader("import", [_told(one) for one in good], read, _spoiled)


def _told(bundle: Bundle) -> bytes:
    """The manifest and the segments in one piece of MessagePack."""
    fields = [getattr(bundle.manifest, name) for name in bundle.manifest.__struct_fields__]
    segments = [(one.kind, one.payload, one.count) for one in bundle.segments]
    return canonical.encode((fields, segments))


def _spoiled(raw: bytes, dice: random.Random) -> bytes:
    """A change in one field of the manifest, or in the segments."""
    fields, segments = msgspec.msgpack.decode(raw)
    if dice.random() < 0.4:
        at = dice.randrange(len(fields))
        fields[at] = _other(fields[at], dice)
    else:
        segments = _other(segments, dice)
    return msgspec.msgpack.encode((fields, segments))


def _other(value: Any, dice: random.Random) -> Any:
    try:
        return msgspec.msgpack.decode(regrown(msgspec.msgpack.encode(value), dice))
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError, ValueError, RecursionError):
        return dice.choice(VALUES)


def _vouched(fields: list[Any], segments: list[Segment], own: OwnDevice) -> None:
    """Let chains and heads fit whatever the operations have become, as far as that can be done."""
    streams = fields[11] if isinstance(fields[11], list) else []
    for at, one in enumerate(streams):
        with suppress(*_UNFIT):
            _, descriptor = read_description(one[0])
            chain = one[3]
            for segment in segments:
                if segment.kind == SegmentKind.OPS:
                    stream, _, operations = msgspec.msgpack.decode(segment.payload)
                    if stream == at:
                        for operation in operations:
                            chain = chain_next(chain, operation)
            one[4] = chain
            one[6] = signing.sign_head(own.sign_secret, descriptor.stream, seq=one[5], chain=chain)


def _assembled(raw: bytes, sender: Desk, reader: Desk) -> bytes:
    """A bundle whose signature is right and whose sizes and hashes are its own."""
    fields, segments = msgspec.msgpack.decode(raw)
    parts, taken = [], []
    for one in segments if isinstance(segments, list) else ():
        with suppress(ValueError, TypeError, AttributeError):
            kind, payload, count = one
            parts.append(pack(Segment(kind, payload, count)))
            taken.append(Segment(kind, payload, count))
    own, key = keys_of(sender), keys_of(reader).enc_pub
    name = os.urandom(16)
    fields = fields if isinstance(fields, list) else []
    fields += [None] * (17 - len(fields))
    _vouched(fields, taken, own)
    fields[1], fields[15], fields[16] = name, [one.entry for one in parts], 0
    manifest = msgspec.msgpack.encode(fields)
    header = Header(1, 1, 1, name, signing.hint(own.sign_pub), (signing.hint(key),))
    lead = preamble(header)
    word = signing.sign(signing.Context.BUNDLE, own.sign_secret, signed_message(lead, manifest))
    plain = b"".join([word, len(manifest).to_bytes(4, "big"), manifest, *(p.data for p in parts)])
    inside: bytes = pyrage.encrypt(plain, [age_keys.recipient(key)])
    return lead + inside


def _applying(folder: Path) -> Reader:
    place = folder / "applying"
    place.mkdir()
    commune = desk.open_desk(place)
    records = RecordIO(commune.store, commune.session)

    def read(raw: bytes, where: Path) -> object:
        path = where / "records.jsonl"
        path.write_bytes(raw)
        return records.apply(path)

    return Reader("record apply", [LINES], read, rewritten)
