"""Builds bundles that no honest program would, out of an honest one: every byte is chosen."""

from __future__ import annotations

import io

import msgspec
import pyrage

from app.sync import age_keys, canonical, signing
from app.sync.container import preamble, read_preamble, signed_message
from app.sync.container_writer import Statement, ops_segment
from app.sync.manifest import Have, Header, Manifest, Need, StreamRange
from tests.fakes.stations import COMMUNE, OFFICE, Station, certificate_signed, sealed


def honest(padding: int = 1) -> bytes:
    """What a commune might send to its office: two operations of a stream, every list filled."""
    stream = StreamRange(b"descriptor", 1, 2, bytes(32), bytes(32), 2, bytes(64))
    statement = Statement(
        created_ms=1_795_305_600_000,
        created_hlc=1_795_305_600_000 << 16,
        schema=1,
        statement=3,
        certificates=(certificate_signed(COMMUNE),),
        streams=(stream,),
        have=(Have(b"s" * 16, 4, bytes(32)),),
        need=(Need(b"t" * 16, 1, 2),),
    )
    return sealed([ops_segment(0, 1, [b"one", b"two"])], statement=statement, padding=padding)


def taken_apart(bundle: bytes, reader: Station = OFFICE) -> tuple[bytes, Header, bytes]:
    """The lead, the header and the plaintext of an honest bundle."""
    file = io.BytesIO(bundle)
    lead, header = read_preamble(file)
    return lead, header, pyrage.decrypt(file.read(), [age_keys.identity(reader.age_secret)])


def manifest_of(plain: bytes) -> tuple[Manifest, bytes]:
    """The manifest and what lies behind it."""
    end = 68 + int.from_bytes(plain[64:68], "big")
    return canonical.decode(plain[68:end], Manifest), plain[end:]


def encrypted(lead: bytes, plain: bytes, to: Station = OFFICE) -> bytes:
    """Any plaintext behind any lead."""
    inside: bytes = pyrage.encrypt(plain, [age_keys.recipient(to.age_key)])
    return lead + inside


def signed(
    raw_manifest: bytes,
    rest: bytes,
    *,
    header: Header,
    sender: Station = COMMUNE,
    to: Station = OFFICE,
    context: signing.Context = signing.Context.BUNDLE,
) -> bytes:
    """A bundle with a right signature over whatever stands in the manifest's place."""
    lead = preamble(header)
    signature = signing.sign(context, sender.seed, signed_message(lead, raw_manifest))
    plain = signature + len(raw_manifest).to_bytes(4, "big") + raw_manifest + rest
    return encrypted(lead, plain, to)


def changed(bundle: bytes, **fields: object) -> bytes:
    """An honest bundle with fields of its manifest exchanged, signed again by its sender."""
    _, header, plain = taken_apart(bundle)
    manifest, rest = manifest_of(plain)
    other = msgspec.structs.replace(manifest, **fields)
    return signed(canonical.encode(other), rest, header=header)
