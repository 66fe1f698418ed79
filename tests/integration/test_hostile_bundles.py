"""Whatever is done to a bundle, it is refused whole, with one kind of exception."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sync import canonical
from app.sync.container import Segment
from app.sync.container_reader import read_bundle
from app.sync.container_writer import Statement, ops_segment
from app.sync.manifest import Have, Need, SegmentEntry, StreamRange
from app.sync.reject import Reject
from tests.fakes.forger import changed, encrypted, manifest_of, signed, taken_apart
from tests.fakes.mutators import spoiled
from tests.fakes.stations import COMMUNE, OFFICE, certificate_signed, sealed

HOME = Path(__file__).parents[2]
VECTOR = HOME / "docs" / "formats" / "vectors" / "bundle-1.tgxh"


def honest(padding: int = 1) -> bytes:
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


def read(data: bytes) -> None:
    read_bundle(
        io.BytesIO(data),
        secret=OFFICE.age_secret,
        senders=[COMMUNE.sign_key],
        on_segment=lambda segment: None,
    )


def accepted(data: bytes) -> bool:
    try:
        read(data)
    except Reject:
        return False
    return True


@pytest.fixture(scope="module")
def bundle() -> bytes:
    data = honest()
    assert accepted(data)
    return data


def test_every_single_bit_counts() -> None:
    """The published vector: unpadded, so that every byte of it means something."""
    bundle = VECTOR.read_bytes()
    assert accepted(bundle)
    broken = bytearray(bundle)
    for place in range(len(bundle)):
        for bit in range(8):
            broken[place] ^= 1 << bit
            assert not accepted(bytes(broken)), f"byte {place}, bit {bit}"
            broken[place] ^= 1 << bit


def test_every_cut_is_noticed() -> None:
    bundle = VECTOR.read_bytes()
    for size in range(len(bundle)):
        assert not accepted(bundle[:size]), size


@pytest.mark.parametrize("more", [b"\0", b"x", bytes(16), bytes(100_000)])
def test_nothing_may_follow(bundle: bytes, more: bytes) -> None:
    assert not accepted(bundle + more)


def test_two_bundles_spliced_anywhere(bundle: bytes) -> None:
    other = honest()
    for place in range(1, min(len(bundle), len(other)), 3):
        spliced = bundle[:place] + other[place:]
        assert accepted(spliced) == (spliced in (bundle, other)), place


def test_hostile_manifests_under_a_good_signature(bundle: bytes) -> None:
    """Whatever a trusted key signs: it reads in its only spelling, or Reject."""
    _, header, plain = taken_apart(bundle)
    manifest, rest = manifest_of(plain)
    raw = canonical.encode(manifest)
    dice = random.Random(335)
    taken = 0
    for _ in range(2500):
        taken += accepted(signed(spoiled(raw, dice) or b"\xc0", rest, header=header))
    assert taken < 2500


def test_hostile_bytes_behind_a_good_manifest(bundle: bytes) -> None:
    lead, _, plain = taken_apart(bundle)
    _, rest = manifest_of(plain)
    front = plain[: len(plain) - len(rest)]
    dice = random.Random(2021)
    for _ in range(1500):
        spoilt = spoiled(rest, dice)
        assert accepted(encrypted(lead, front + spoilt)) == (spoilt == rest)


numbers = st.integers(-(2**63), 2**64 - 1)
values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), numbers, st.binary(max_size=40), st.text(max_size=9), st.floats()
    ),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300)
@given(place=st.integers(0, 16), value=values)
def test_any_value_in_any_field(place: int, value: Any) -> None:
    _, header, plain = taken_apart(HONEST)
    manifest, rest = manifest_of(plain)
    fields = [getattr(manifest, name) for name in manifest.__struct_fields__]
    fields[place] = value
    accepted(signed(canonical.encode(fields), rest, header=header))


HONEST = honest()


CHILD = """
import sys
from app.sync.container_reader import read_bundle
from app.sync.reject import Reject

def peak():
    with open("/proc/self/status") as status:
        return next(int(l.split()[1]) for l in status if l.startswith("VmHWM"))

secret, sender = (bytes.fromhex(arg) for arg in sys.argv[2:4])
warm = open(sys.argv[4], "rb")
read_bundle(warm, secret=secret, senders=[sender], on_segment=lambda segment: None)
before = peak()
try:
    with open(sys.argv[1], "rb") as file:
        read_bundle(file, secret=secret, senders=[sender], on_segment=lambda segment: None)
    print("accepted", peak() - before)
except Reject as refused:
    print(refused.code, peak() - before)
"""


def opened_in_a_child(data: bytes, folder: Path) -> tuple[str, int]:
    """What a fresh process says, and by how many MiB its memory grew at most."""
    path, warm = folder / "bomb.tgxh", folder / "warm.tgxh"
    path.write_bytes(data)
    warm.write_bytes(HONEST)
    keys = [OFFICE.age_secret.hex(), COMMUNE.sign_key.hex()]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), *keys, str(warm)],
        capture_output=True,
        text=True,
        check=True,
        cwd=HOME,
        timeout=100,
    )
    code, grown = done.stdout.split()
    return code, int(grown) // 1024


def zeros_frame(size: int) -> bytes:
    """A small zstd frame that unpacks to ``size`` zeros and says so."""
    packing = zstandard.ZstdCompressor(level=3).compressobj(size=size)
    pieces = [packing.compress(bytes(2**20)) for _ in range(size // 2**20)]
    return b"".join([*pieces, packing.flush()])


def with_segments(*parts: tuple[SegmentEntry, bytes]) -> bytes:
    _, header, plain = taken_apart(HONEST)
    manifest, _ = manifest_of(plain)
    other = msgspec.structs.replace(manifest, segments=tuple(entry for entry, _ in parts))
    return signed(canonical.encode(other), b"".join(data for _, data in parts), header=header)


def entry_of(data: bytes, plain_size: int) -> SegmentEntry:
    return SegmentEntry(4, len(data), plain_size, hashlib.sha256(data).digest(), 1)


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


@LINUX
def test_a_frame_that_unpacks_to_a_gigabyte(tmp_path: Path) -> None:
    frame = zeros_frame(2**30)
    assert len(frame) < 200_000
    code, grown = opened_in_a_child(with_segments((entry_of(frame, 6 * 2**20), frame)), tmp_path)
    assert code == "malformed"
    assert grown < 8


@LINUX
def test_a_frame_that_lies_about_its_size(tmp_path: Path) -> None:
    frame = bytearray(zeros_frame(2**30))
    assert frame[4] >> 6 == 2  # the size is written in four bytes
    at = 6 if not frame[4] & 0x20 else 5
    frame[at : at + 4] = (6 * 2**20).to_bytes(4, "little")
    frame[5] = 11 << 3  # a window of 2 MiB, as any reader allows
    data = bytes(frame)
    code, grown = opened_in_a_child(with_segments((entry_of(data, 6 * 2**20), data)), tmp_path)
    assert code == "malformed"
    assert grown < 24


@LINUX
def test_the_most_that_is_allowed_stays_small_in_memory(tmp_path: Path) -> None:
    frame = zeros_frame(6 * 2**20)
    part = (entry_of(frame, 6 * 2**20), frame)
    code, grown = opened_in_a_child(with_segments(*[part] * 85), tmp_path)
    assert code == "accepted"
    assert grown < 24
    code, grown = opened_in_a_child(with_segments(*[part] * 86), tmp_path)
    assert code == "too_large"
    assert grown < 8


@LINUX
def test_very_many_tiny_segments(tmp_path: Path) -> None:
    frame = zstandard.ZstdCompressor(level=3).compress(b"x")
    part = (entry_of(frame, 1), frame)
    code, grown = opened_in_a_child(with_segments(*[part] * 4096), tmp_path)
    assert (code, grown < 16) == ("accepted", True)
    code, grown = opened_in_a_child(with_segments(*[part] * 4097), tmp_path)
    assert (code, grown < 16) == ("malformed", True)


@LINUX
def test_endless_zeros_stop_at_once(tmp_path: Path) -> None:
    lead, _, plain = taken_apart(HONEST)
    code, grown = opened_in_a_child(encrypted(lead, plain + bytes(64 * 2**20)), tmp_path)
    assert code == "malformed"
    assert grown < 8


@LINUX
def test_lengths_of_four_gigabytes(tmp_path: Path) -> None:
    lead, _, plain = taken_apart(HONEST)
    forged = plain[:64] + b"\xff\xff\xff\xff" + plain[68:]
    assert opened_in_a_child(encrypted(lead, forged), tmp_path)[0] == "malformed"
    public = HONEST[:8] + b"\xff\xff\xff\xff" + HONEST[12:]
    assert opened_in_a_child(public, tmp_path)[0] == "malformed"


@LINUX
@pytest.mark.parametrize(
    "name",
    [
        "brackets within brackets",
        "an operation of empty lists",
        "a value of empty maps",
        "the largest operations",
        "the most operations",
    ],
)
def test_what_an_enrolled_workstation_sends_to_exhaust_the_memory(
    tmp_path: Path, name: str
) -> None:
    """Taken in by a whole station; the last two are as much as is allowed. MiB."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fakes.bombed", str(tmp_path), name],
        capture_output=True,
        text=True,
        check=True,
        cwd=HOME,
        timeout=100,
    )
    state, grown = done.stdout.split()
    assert state == ("refused" if name.startswith("brackets") else "new")
    assert int(grown) < 24 * 1024


def stanza(kind: str, share: bytes) -> bytes:
    text = base64.b64encode(share).rstrip(b"=")
    return b"-> " + kind.encode() + b" " + text + b"\n" + text + b"\n"


MAC = b"--- " + b"A" * 43 + b"\n"


@pytest.mark.parametrize(
    "inside",
    [
        stanza("X25519", bytes(32)) + MAC + bytes(64),
        stanza("X25519", b"\x01" + bytes(31)) + MAC + bytes(64),
        b"-> scrypt " + b"A" * 22 + b" 30\n" + b"A" * 43 + b"\n" + MAC + bytes(64),
        b"-> unknown\n\n" * 1000 + MAC + bytes(64),
        b"-> unknown\n\n" * 300_000 + MAC + bytes(64),
        b"-> X25519 " + b"A" * 20_000_000,
        MAC + bytes(64),
        b"",
    ],
)
def test_age_headers_that_anybody_could_write(inside: bytes) -> None:
    """Before any signature: neither a crash nor hours of work inside the library."""
    lead, _, _ = taken_apart(HONEST)
    assert not accepted(lead + b"age-encryption.org/v1\n" + inside)


def test_an_armoured_age_file_is_not_the_format() -> None:
    lead, _, _ = taken_apart(HONEST)
    text = b"-----BEGIN AGE ENCRYPTED FILE-----\n" + base64.b64encode(HONEST[len(lead) :])
    assert not accepted(lead + text + b"\n-----END AGE ENCRYPTED FILE-----\n")


def test_fields_changed_under_the_senders_signature() -> None:
    for fields in (
        {"have": (Have(b"s" * 15, 0, bytes(32)),)},
        {"need": ((b"x",),)},
        {"schema": -1},
    ):
        assert not accepted(changed(HONEST, **fields))


def test_segments_reach_the_callback_only_after_their_hash(bundle: bytes) -> None:
    lead, _, plain = taken_apart(bundle)
    broken = plain[:-1] + bytes([plain[-1] ^ 1])
    got: list[Segment] = []
    with pytest.raises(Reject):
        read_bundle(
            io.BytesIO(encrypted(lead, broken)),
            secret=OFFICE.age_secret,
            senders=[COMMUNE.sign_key],
            on_segment=got.append,
        )
    assert got == []
