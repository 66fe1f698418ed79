"""A small file that wants to be a large one costs little memory, measured in a fresh process."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import zstandard

from app.sync import canonical
from app.sync.manifest import SegmentEntry
from tests.fakes.forger import encrypted, honest, manifest_of, signed, taken_apart
from tests.fakes.stations import COMMUNE, OFFICE

HOME = Path(__file__).parents[2]
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
