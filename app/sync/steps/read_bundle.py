"""Opening the spooled copy of a bundle with our own key, from the senders we know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from app.sync.container import Opened, Segment
from app.sync.container_reader import OnManifest, decode_ops, read_bundle
from app.sync.manifest import Manifest, OpsSegment, SegmentKind
from app.sync.own_device import OwnDevice
from app.sync.trust_store import Device

OnOperations = Callable[[OpsSegment], None]
OnRider = Callable[[Segment], None]


def _pass_over(segment: Segment) -> None:
    """What rides along is of no use to whoever only looks."""


def read(
    path: Path,
    own: OwnDevice,
    known: Iterable[Device],
    *,
    on_manifest: OnManifest,
    on_operations: OnOperations,
    on_rider: OnRider = _pass_over,
) -> Opened:
    """Read the whole file; the callbacks fill a transaction that is not committed before.

    ``on_rider`` gets the segments of all other kinds, in the order of the file. Raises Reject;
    Environment when the file cannot be read; whatever the callbacks raise.
    """
    manifest: list[Manifest] = []

    def opened(found: Manifest) -> None:
        manifest.append(found)
        on_manifest(found)

    def segment(found: Segment) -> None:
        if found.kind == SegmentKind.OPS:
            operations = decode_ops(found, manifest[0])
            del found  # its bytes are in the operations now, and are not needed twice
            on_operations(operations)
        else:
            on_rider(found)

    with path.open("rb") as file:
        return read_bundle(
            file,
            secret=own.enc_secret,
            senders=[one.certificate.sign_key for one in known if one.id != own.id],
            on_manifest=opened,
            on_segment=segment,
        )
