"""All that somebody who holds a workstation and every key of it can read there.

Files, the whole database cell by cell, bundles opened, whatever is packed unpacked, and within
bytes the texts that MessagePack finds. ``found_in`` looks for what may not be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pyrage
import zstandard

from app.core.names import fold
from app.sync import age_keys, own_device
from app.sync.container import MAGIC, read_preamble
from tests.fakes.desks import Desk

_ZSTD = b"\x28\xb5\x2f\xfd"


def everything(desk: Desk, *folders: Path) -> Iterator[tuple[str, bytes | str]]:
    """Where, and what: of the database, of the desk's own folder and of ``folders``."""
    for where, value in cells(desk):
        yield from _opened(where, value)
    with desk.store.read() as connection:
        secret = own_device.load(connection).enc_secret
    for folder in (desk.folder, *folders):
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            yield str(path), path.name
            raw = path.read_bytes()
            yield str(path), raw
            if raw.startswith(MAGIC):
                yield from opened_bundle(path, secret)


def cells(desk: Desk) -> Iterator[tuple[str, Any]]:
    """Every value of every table."""
    with desk.store.read() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        ).scalars()
        for name in list(names):
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings():
                for column, value in row.items():
                    yield f"{name}.{column}", value


def opened_bundle(path: Path, secret: bytes) -> Iterator[tuple[str, bytes | str]]:
    """Manifest and segments of a bundle that ``secret`` opens; nothing of any other."""
    with path.open("rb") as file:
        read_preamble(file)
        try:
            plain: bytes = pyrage.decrypt(file.read(), [age_keys.identity(secret)])
        except pyrage.DecryptError:
            return
    size = int.from_bytes(plain[64:68], "big")
    yield from _opened(f"{path.name} manifest", plain[68 : 68 + size])
    at = 68 + size
    for number, (_, packed, *_rest) in enumerate(msgspec.msgpack.decode(plain[68:at])[15]):
        yield from _opened(f"{path.name} segment {number}", plain[at : at + packed])
        at += packed


def found_in(
    held: Iterable[tuple[str, bytes | str]],
    *,
    words: Iterable[str] = (),
    codes: Iterable[str] = (),
    ids: Iterable[bytes] = (),
) -> list[tuple[str, str]]:
    """Where something stands that may not: long words anywhere, in any spelling; ids as bytes,
    digits or written out; short codes where a text begins with them."""
    long = {one for word in words for one in (word, word.lower(), word.upper(), fold(word))}
    named = [(one, one.hex(), str(UUID(bytes=one)) if len(one) == 16 else one.hex()) for one in ids]
    texts = long | {text for _, *spelled in named for text in spelled}
    raw = {text.encode() for text in texts} | {one for one, *_ in named}
    begins = tuple(codes)
    found = []
    for where, value in held:
        if isinstance(value, bytes):
            found += [(where, repr(one)) for one in raw if one in value]
        else:
            found += [(where, one) for one in texts if one in value]
            found += [(where, value)] if begins and value.startswith(begins) else []
    return found


def _opened(where: str, value: Any) -> Iterator[tuple[str, bytes | str]]:
    """The value itself and what it is made of."""
    if isinstance(value, str):
        yield where, value
        return
    if not isinstance(value, bytes):
        return
    yield where, value
    if value.startswith(_ZSTD):
        yield from _opened(where, zstandard.ZstdDecompressor().decompress(value))
        return
    yield from _texts(where, value)


def _texts(where: str, raw: bytes) -> Iterator[tuple[str, bytes | str]]:
    """Texts in the arrays that bytes may be, and in the bytes within those."""
    if len(raw) < 3 or (not 0x90 <= raw[0] <= 0x9F and raw[0] not in (0xDC, 0xDD)):
        return
    try:
        pending = [msgspec.msgpack.decode(raw)]
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError):
        return
    while pending:
        one = pending.pop()
        if isinstance(one, list):
            pending += one
        elif isinstance(one, str):
            yield where, one
        elif isinstance(one, bytes):
            yield from _texts(where, one)
