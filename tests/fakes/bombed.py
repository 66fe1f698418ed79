"""Bundles that an enrolled workstation signs to exhaust the memory of who takes them in.

``python -m tests.fakes.bombed FOLDER NAME`` takes an honest file in first, then the bomb, and says
what became of it and by how many KiB the process grew at most.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from app.sync.container import Segment
from app.sync.container_writer import ops_segment
from app.sync.manifest import SegmentKind
from app.sync.own_device import OwnDevice
from tests.fakes.courier import Courier
from tests.fakes.desks import make_pair
from tests.fakes.forged_bundles import Bundle, keys_of, put_together, stream_of, taken_apart

MIB = 1024 * 1024
MOST = 256 * 1024


def _stream(*operations: bytes) -> Callable[[Bundle, OwnDevice], Bundle]:
    """A whole new stream with these operations, in as many segments as are needed."""

    def change(bundle: Bundle, own: OwnDevice) -> Bundle:
        made = stream_of(own, bundle.manifest.streams[0], operations)
        parts, first = [], 1
        each = max(1, 5 * MIB // max(map(len, operations)))
        for at in range(0, len(operations), min(each, 2000)):
            piece = operations[at : at + min(each, 2000)]
            parts.append(ops_segment(0, first, piece))
            first += len(piece)
        return bundle.saying(streams=(made,)).carrying(*parts)

    return change


def _segment(payload: bytes, kind: int = SegmentKind.OPS) -> Callable[[Bundle, OwnDevice], Bundle]:
    return lambda bundle, own: bundle.carrying(Segment(kind, payload, 1))


def _operation(value: bytes) -> bytes:
    """An operation of the right shape whose one value is this MessagePack."""
    front = b"\x9b\x01\x01\x01\x01" + b"\xc4\x10" + bytes(16) + b"\x01\x04\xce\x00\x03\x6d\x63"
    return front + b"\xc4\x10" + bytes(16) + b"\x91\x93\x01" + value + b"\x90\xc0"


BOMBS: dict[str, Callable[[Bundle, OwnDevice], Bundle]] = {
    "brackets within brackets": _segment(b"\x91" * (6 * MIB)),
    "a list of four thousand million": _segment(b"\x93\x00\x01\xdd\xff\xff\xff\xff"),
    "bytes of four gigabytes": _segment(b"\x93\x00\x01\x91\xc6\xff\xff\xff\xff"),
    "millions of empty lists": _segment(b"\x93\x00\x01\xdd\x00\x5f\xff\xf0" + b"\x90" * 0x5FFFF0),
    "an operation of empty lists": _stream(b"\xdd\x00\x03\xff\x00" + b"\x90" * 0x3FF00),
    "an operation of empty maps": _stream(b"\xdd\x00\x03\xff\x00" + b"\x80" * 0x3FF00),
    "a value of empty maps": _stream(_operation(b"\xdd\x00\x03\xf0\x00" + b"\x80" * 0x3F000)),
    "the largest operations": _stream(*[bytes([n]) * MOST for n in range(100)]),
    "the most operations": _stream(*[b"\x90" * 2600] * 12_000),
    "a rider of empty lists": _segment(b"\x92\x01\xdd\x00\x03\xff\x00" + b"\x90" * 0x3FF00, 9),
}


def main(folder: Path, name: str) -> None:
    """Warm up, take the bomb in, tell."""
    commune, office = make_pair(folder)
    courier = Courier(folder / "way")
    for number in range(300):
        commune.person(f"Bế Văn {number}")
    courier.carry(commune, office)
    commune.person()
    [made] = courier.fetch(commune)
    bundle = taken_apart(made.path, office)
    path = folder / "bomb.tgxh"
    own = keys_of(commune)
    path.write_bytes(put_together(BOMBS[name](bundle, own), own.sign_secret))
    del bundle
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    before = peak()
    [outcome] = office.exchange.import_files([path])
    sys.stdout.write(f"{outcome.state} {peak() - before}\n")


def peak() -> int:
    """The most memory this process held, in KiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
