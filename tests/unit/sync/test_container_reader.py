from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import msgspec
import pytest
import zstandard

from app.core.errors import Environment
from app.sync import canonical, limits
from app.sync.container import Opened, Segment, preamble, signed_message
from app.sync.container_reader import decode_ops, read_bundle, unpack
from app.sync.container_writer import Statement, ops_segment
from app.sync.manifest import Manifest, SegmentEntry, SegmentKind, StreamRange
from app.sync.reject import Reject
from app.sync.signing import Context, hint, sign
from tests.fakes.forger import changed, encrypted, manifest_of, signed, taken_apart
from tests.fakes.stations import COMMUNE, OFFICE, OTHER, Station, sealed

SEGMENTS = (Segment(SegmentKind.TRUST, b"one" * 50, 1), Segment(77, b"of the future", 3))
KNOWN = (COMMUNE.sign_key,)


def ignore(segment: Segment) -> None:
    """A reader that only looks."""


def read(
    data: bytes,
    reader: Station = OFFICE,
    *,
    senders: tuple[bytes, ...] = KNOWN,
    on_segment: Callable[[Segment], None] = ignore,
) -> Opened:
    return read_bundle(
        io.BytesIO(data), secret=reader.age_secret, senders=senders, on_segment=on_segment
    )


def refusal(data: bytes, reader: Station = OFFICE, **given: tuple[bytes, ...]) -> str:
    with pytest.raises(Reject) as refused:
        read(data, reader, **given)  # type: ignore[arg-type]  # senders only, by name
    return refused.value.code


@pytest.fixture(scope="module")
def bundle() -> bytes:
    return sealed(SEGMENTS)


def test_a_stranger_cannot_read_it(bundle: bytes) -> None:
    assert refusal(bundle, OTHER) == "not_for_us"


def test_an_unknown_sender_is_not_listened_to(bundle: bytes) -> None:
    assert refusal(bundle, senders=(OTHER.sign_key,)) == "unknown_sender"
    assert refusal(bundle, senders=()) == "unknown_sender"


def test_manifest_comes_before_segments(bundle: bytes) -> None:
    order: list[object] = []
    read_bundle(
        io.BytesIO(bundle),
        secret=OFFICE.age_secret,
        senders=KNOWN,
        on_segment=order.append,
        on_manifest=order.append,
    )
    assert isinstance(order[0], Manifest)
    assert order[1:] == list(SEGMENTS)


def test_forwarding_in_the_senders_name_fails(bundle: bytes) -> None:
    """The office encrypts what it got from the commune to a third station."""
    lead, header, plain = taken_apart(bundle)
    assert refusal(encrypted(lead, plain, OTHER), OTHER) == "not_for_us"
    third = msgspec.structs.replace(header, recipients=(hint(OTHER.age_key),))
    assert refusal(encrypted(preamble(third), plain, OTHER), OTHER) == "bad_signature"


def test_recipients_in_the_signed_part_decide() -> None:
    """Even the sender's own signature over another header does not open it to a third."""
    _, header, plain = taken_apart(sealed(SEGMENTS))
    manifest, rest = manifest_of(plain)
    third = msgspec.structs.replace(header, recipients=(hint(OTHER.age_key),))
    forged = signed(canonical.encode(manifest), rest, header=third, to=OTHER)
    assert refusal(forged, OTHER) == "not_for_us"


def test_swapped_headers_fail(bundle: bytes) -> None:
    other = sealed(SEGMENTS, to=(OFFICE, COMMUNE))
    lead_one, _, plain_one = taken_apart(bundle)
    lead_two, _, plain_two = taken_apart(other)
    assert refusal(encrypted(lead_two, plain_one)) == "bad_signature"
    assert refusal(encrypted(lead_one, plain_two)) == "bad_signature"


def test_somebody_elses_signature_fails(bundle: bytes) -> None:
    """Another enrolled device signs the commune's manifest under the commune's hint."""
    _, header, plain = taken_apart(bundle)
    manifest, rest = manifest_of(plain)
    raw = canonical.encode(manifest)
    forged = signed(raw, rest, header=header, sender=OTHER)
    assert refusal(forged, senders=(COMMUNE.sign_key, OTHER.sign_key)) == "bad_signature"
    own = msgspec.structs.replace(header, sender=hint(OTHER.sign_key))
    forged = signed(raw, rest, header=own, sender=OTHER)
    assert refusal(forged, senders=(COMMUNE.sign_key, OTHER.sign_key)) == "malformed"


@pytest.mark.parametrize("context", [c for c in Context if c is not Context.BUNDLE])
def test_signatures_made_for_something_else_fail(bundle: bytes, context: Context) -> None:
    _, header, plain = taken_apart(bundle)
    manifest, rest = manifest_of(plain)
    forged = signed(canonical.encode(manifest), rest, header=header, context=context)
    assert refusal(forged) == "bad_signature"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"bundle_id": b"z" * 16}, "malformed"),
        ({"recipients": (COMMUNE.age_key,)}, "not_for_us"),
        ({"recipients": tuple(sorted((OFFICE.age_key, COMMUNE.age_key)))}, "malformed"),
        ({"padding": 1}, "damaged"),
        ({"segments": ()}, "malformed"),
        ({"min_reader": 2}, "newer_program"),
        ({"version": 2}, "newer_program"),
    ],
)
def test_signed_but_untrue_manifests(bundle: bytes, fields: dict[str, object], code: str) -> None:
    assert refusal(changed(bundle, **fields)) == code


def entries(bundle: bytes) -> tuple[SegmentEntry, ...]:
    return manifest_of(taken_apart(bundle)[2])[0].segments


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"sha256": bytes(32)}, "damaged"),
        ({"plain_size": 151}, "malformed"),
        ({"plain_size": limits.MAX_SEGMENT_PLAIN}, "malformed"),
        ({"packed_size": 5}, "damaged"),
        ({"kind": SegmentKind.OPS, "count": 2001}, "malformed"),
        ({"kind": SegmentKind.OPS, "count": 0}, "malformed"),
        ({"kind": 0}, "malformed"),
        ({"packed_size": 2**32}, "malformed"),
    ],
)
def test_signed_but_untrue_segments(bundle: bytes, fields: dict[str, object], code: str) -> None:
    first, second = entries(bundle)
    other = msgspec.structs.replace(first, **fields)
    assert refusal(changed(bundle, segments=(other, second))) == code


def test_too_much_in_all_is_refused_before_any_work(bundle: bytes) -> None:
    huge = SegmentEntry(3, 100, limits.MAX_SEGMENT_PLAIN, bytes(32), 1)
    assert refusal(changed(bundle, segments=(huge,) * 86)) == "too_large"


def test_zeros_must_be_zeros_and_the_last_thing() -> None:
    lead, header, plain = taken_apart(sealed(SEGMENTS, padding=4096))
    assert refusal(encrypted(lead, plain[:-1] + b"\1")) == "malformed"
    assert refusal(encrypted(lead, plain + b"\0")) == "malformed"
    assert refusal(encrypted(lead, plain[:-1])) == "damaged"
    assert read(encrypted(lead, plain)).header == header


@pytest.mark.parametrize("cut", [0, 1, 63, 64, 67, 68, 69, 200])
def test_plaintext_cut_by_the_sender(bundle: bytes, cut: int) -> None:
    lead, _, plain = taken_apart(bundle)
    assert refusal(encrypted(lead, plain[:cut])) == "damaged"


@pytest.mark.parametrize("size", [0, 2**20 + 1, 2**31, 2**32 - 1])
def test_length_of_the_manifest_has_a_limit(bundle: bytes, size: int) -> None:
    lead, _, plain = taken_apart(bundle)
    forged = plain[:64] + size.to_bytes(4, "big") + plain[68:]
    assert refusal(encrypted(lead, forged)) == "malformed"


def test_header_hint_without_a_stanza_is_damage(bundle: bytes) -> None:
    """The header names us, the age file inside does not."""
    lead, _, plain = taken_apart(bundle)
    assert refusal(encrypted(lead, plain, OTHER)) == "damaged"


class Pulled(io.BytesIO):
    """A stick that goes away after so many bytes."""

    def __init__(self, data: bytes, limit: int) -> None:
        super().__init__(data)
        self.limit = limit

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= self.limit:
            raise OSError(5, "Input/output error")
        return super().read(size)


@pytest.mark.parametrize("limit", [0, 12, 55, 60, 8300, 20_000])  # 55: where age begins
def test_a_pulled_stick_is_no_forgery(limit: int) -> None:
    data = sealed(SEGMENTS, padding=2**16)
    with pytest.raises(Environment) as failed:
        read_bundle(Pulled(data, limit), secret=OFFICE.age_secret, senders=KNOWN, on_segment=ignore)
    assert failed.value.code == "bundle_unreadable"


@pytest.mark.parametrize("error", [OSError(28, "full"), KeyError("own"), Reject("damaged")])
def test_what_the_callback_raises_passes(bundle: bytes, error: Exception) -> None:
    def fail(segment: Segment) -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        read(bundle, on_segment=fail)
    assert raised.value.args == error.args


def entry_for(data: bytes, plain_size: int) -> SegmentEntry:
    return SegmentEntry(4, len(data), plain_size, hashlib.sha256(data).digest(), 1)


def test_frames_must_keep_their_word() -> None:
    plain = b"a" * 1000
    frame = zstandard.ZstdCompressor(level=3).compress(plain)
    assert unpack(entry_for(frame, 1000), frame) == plain
    unsaid = zstandard.ZstdCompressor(write_content_size=False).compress(plain)
    lying = frame.replace((1000 - 256).to_bytes(2, "little"), (900 - 256).to_bytes(2, "little"), 1)
    assert lying != frame
    cases = {
        "states no size": (unsaid, 1000),
        "states less than it holds": (lying, 900),
        "another size than announced": (frame, 999),
        "a second frame behind": (frame + frame, 1000),
        "surplus behind": (frame + b"\0", 1000),
        "cut": (frame[:-1], 1000),
        "no frame": (b"no zstd at all", 1000),
    }
    for why, (data, size) in cases.items():
        with pytest.raises(Reject) as refused:
            unpack(entry_for(data, size), data)
        assert refused.value.code == "malformed", why


@pytest.mark.parametrize(("window_log", "refused"), [(23, False), (24, True), (31, True)])
def test_window_has_a_limit(window_log: int, refused: bool) -> None:
    plain = bytes(limits.MAX_SEGMENT_PLAIN)
    frame = zstandard.ZstdCompressor(level=3).compress(plain)
    single_segment = 0x20
    assert frame[4] & single_segment == 0  # so the window stands in the next byte
    wide = frame[:5] + bytes([(window_log - 10) << 3]) + frame[6:]
    if not refused:
        assert unpack(entry_for(wide, len(plain)), wide) == plain
        return
    with pytest.raises(Reject) as found:
        unpack(entry_for(wide, len(plain)), wide)
    assert found.value.code == "too_large"


def opened_ops(segment: Segment, *, first: int = 5, last: int = 6) -> Manifest:
    stream = StreamRange(b"d", first, last, bytes(32), bytes(32), last, bytes(64))
    statement = Statement(1, 1, 1, 1, streams=(stream,))
    return read(sealed([segment], statement=statement)).manifest


def test_operations_stay_opaque() -> None:
    segment = ops_segment(0, 5, [b"one", b"two"])
    found = decode_ops(segment, opened_ops(segment))
    assert (found.stream, found.first, found.ops) == (0, 5, (b"one", b"two"))


@pytest.mark.parametrize(
    "segment",
    [
        ops_segment(1, 5, [b"one"]),
        ops_segment(0, 4, [b"one"]),
        ops_segment(0, 6, [b"one", b"two"]),
        Segment(1, ops_segment(0, 5, [b"one"]).payload, 2),
        Segment(1, b"\x93\x00\x05\x90", 1),
        Segment(1, b"\x93\x00\x05\x91\xc4\x00", 1),
        Segment(1, b"\x93\x00\x05\x91\xa3one", 1),
        Segment(1, b"\x93\x00\xcc\x05\x91\xc4\x03one", 1),
        Segment(1, b"\x93\x00\x05\xdd\xff\xff\xff\xff", 1),
        ops_segment(0, 5, [bytes(limits.MAX_OP + 1)]),
    ],
)
def test_operations_outside_their_announcement(segment: Segment) -> None:
    with pytest.raises(Reject):
        decode_ops(segment, opened_ops(segment))


def test_the_signature_covers_the_very_bytes(bundle: bytes) -> None:
    """A manifest in another spelling, rightly signed, is refused for the spelling."""
    lead, header, plain = taken_apart(bundle)
    manifest, rest = manifest_of(plain)
    raw = canonical.encode(manifest)
    other = b"\xdc\x00\x11" + raw[3:] if raw[:1] == b"\xdc" else b"\xdc\x00\x11" + raw[1:]
    if other == raw:
        other = b"\xdd\x00\x00\x00\x11" + raw[3:]
    assert refusal(signed(other, rest, header=header)) == "malformed"
    signature = sign(Context.BUNDLE, COMMUNE.seed, signed_message(lead, raw))
    assert plain[:64] == signature
