"""Reading a bundle: nothing is believed before it was proved, nothing is kept but one segment.

age hands over plain bytes in pieces; a small state machine takes them. The order is: limits,
signature, manifest, own key among the recipients, then for each segment its hash, the size its
zstd frame states, and only then decompression. ``on_segment`` is called before the file was seen
to its end, so it must not act: it fills a transaction that is committed only when
:func:`read_bundle` has returned.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import BinaryIO

import pyrage
import zstandard

from app.core.errors import Environment
from app.core.i18n import N_
from app.sync import age_keys, canonical, limits, signing
from app.sync.container import (
    SIGNATURE_SIZE,
    Opened,
    Segment,
    addressed_to,
    decode_manifest,
    read_preamble,
    signed_message,
)
from app.sync.manifest import Header, Manifest, OpsSegment, SegmentEntry, SegmentKind
from app.sync.reject import Reject

_AGE_BEGIN = b"age-encryption.org/v1\n-> "
_AGE_END = b"\n--- "

OnManifest = Callable[[Manifest], None]
OnSegment = Callable[[Segment], None]


def read_bundle(
    file: BinaryIO,
    *,
    secret: bytes,
    senders: Iterable[bytes],
    on_segment: OnSegment,
    on_manifest: OnManifest | None = None,
) -> Opened:
    """Decrypt and check a whole bundle.

    ``secret`` is the reader's age key, ``senders`` the public signing keys of enrolled devices
    (whether one is expired or revoked is for ``trust`` to say). Raises :class:`Reject`; an
    :class:`Environment` when the file cannot be read; whatever the callbacks raise passes.
    """
    source = _Source(file)
    try:
        lead, header = read_preamble(file)
        source.look_ahead()
    except OSError as error:
        raise _unreadable(error) from error
    if not addressed_to(header, age_keys.public_of(secret)):
        raise Reject("not_for_us")
    candidates = [key for key in senders if signing.hint(key) == header.sender]
    if not candidates:
        raise Reject("unknown_sender")
    inside = _Inside(lead, header, candidates, age_keys.public_of(secret), on_manifest, on_segment)
    try:
        pyrage.decrypt_io(source, inside, [age_keys.identity(secret)])
    except pyrage.DecryptError:
        if source.failed is not None:
            raise _unreadable(source.failed) from source.failed
        raise Reject("damaged") from None
    except OSError as error:
        if source.failed is not None:
            raise _unreadable(source.failed) from error
        if error.errno is not None:
            raise  # a callback's own: a full disk under the database, for instance
        raise Reject("damaged") from None  # age says tamper, cut or surplus without a number
    return Opened(header, inside.finish())


def decode_ops(segment: Segment, manifest: Manifest) -> OpsSegment:
    """The operations of one segment, within the range the manifest announced for the stream."""
    found = canonical.read(segment.payload, OpsSegment)
    if not canonical.ends_in(segment.payload, (found.stream, found.first), found.ops):
        raise Reject("malformed")
    if found.stream >= len(manifest.streams) or len(found.ops) != segment.count:
        raise Reject("malformed")
    announced = manifest.streams[found.stream]
    if found.first < announced.first or found.first + len(found.ops) - 1 > announced.last:
        raise Reject("malformed")
    return found


def _unreadable(error: OSError) -> Environment:
    return Environment(
        "bundle_unreadable",
        N_("The file cannot be read. Put the stick in again, or copy the file to this computer."),
        errno=error.errno,
    )


class _Source:
    """The file as age reads it; remembers its own failure, which age would report as damage."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.failed: OSError | None = None
        self._ahead = b""

    def look_ahead(self) -> None:
        """See that the age header ends within its limit; age itself would read on and on."""
        self._ahead = self.file.read(limits.MAX_AGE_HEADER)
        if not self._ahead.startswith(_AGE_BEGIN) or _AGE_END not in self._ahead:
            raise Reject("damaged")

    def read(self, size: int) -> bytes:
        if self._ahead:
            piece, self._ahead = self._ahead[:size], self._ahead[size:]
            return piece
        try:
            return self.file.read(size)
        except OSError as error:
            self.failed = error
            raise


class _Inside:
    """Takes the plain bytes in pieces: signature and length, manifest, segments, zeros."""

    def __init__(
        self,
        lead: bytes,
        header: Header,
        senders: list[bytes],
        public: bytes,
        on_manifest: OnManifest | None,
        on_segment: OnSegment,
    ) -> None:
        self._lead = lead
        self._header = header
        self._senders = senders
        self._public = public
        self._on_manifest = on_manifest
        self._on_segment = on_segment
        self._buffer = bytearray()
        self._step: Callable[[bytes], None] = self._take_signature
        self._wanted = SIGNATURE_SIZE + 4
        self._signature = b""
        self._manifest: Manifest | None = None
        self._left: list[SegmentEntry] = []
        self._padding = 0

    def write(self, data: bytes) -> int:
        self._buffer += data
        while self._wanted and len(self._buffer) >= self._wanted:
            piece = bytes(self._buffer[: self._wanted])
            del self._buffer[: self._wanted]
            self._step(piece)
        if not self._wanted and self._buffer:
            self._take_zeros()
        return len(data)

    def flush(self) -> None:
        """Nothing is held back for later."""

    def finish(self) -> Manifest:
        """The manifest, now that the end was reached exactly where it says."""
        if self._manifest is None or self._wanted or self._padding:
            raise Reject("damaged")
        return self._manifest

    def _take_signature(self, piece: bytes) -> None:
        self._signature = piece[:SIGNATURE_SIZE]
        self._wanted = int.from_bytes(piece[SIGNATURE_SIZE:], "big")
        if not 0 < self._wanted <= limits.MAX_MANIFEST:
            raise Reject("malformed")
        self._step = self._take_manifest

    def _take_manifest(self, raw: bytes) -> None:
        message = signed_message(self._lead, raw)
        signer = next(
            (
                key
                for key in self._senders
                if signing.verify(signing.Context.BUNDLE, key, message, signature=self._signature)
            ),
            None,
        )
        if signer is None:
            raise Reject("bad_signature")
        manifest = decode_manifest(raw)
        _check_agreement(self._header, manifest, signer, self._public)
        self._manifest = manifest
        self._padding = manifest.padding
        self._left = list(reversed(manifest.segments))
        self._step = self._take_segment
        self._wanted = self._left[-1].packed_size if self._left else 0
        if self._on_manifest is not None:
            self._on_manifest(manifest)

    def _take_segment(self, data: bytes) -> None:
        entry = self._left.pop()
        self._wanted = self._left[-1].packed_size if self._left else 0
        self._on_segment(Segment(entry.kind, unpack(entry, data), entry.count))

    def _take_zeros(self) -> None:
        if len(self._buffer) > self._padding or any(self._buffer):
            raise Reject("malformed")
        self._padding -= len(self._buffer)
        self._buffer.clear()


def _check_agreement(header: Header, manifest: Manifest, signer: bytes, public: bytes) -> None:
    """Header and manifest must name the same bundle, sender and recipients, us among them."""
    if manifest.sender != signer or manifest.bundle_id != header.bundle_id:
        raise Reject("malformed")
    if public not in manifest.recipients:
        raise Reject("not_for_us")
    if header.recipients != tuple(signing.hint(key) for key in manifest.recipients):
        raise Reject("malformed")
    if sum(entry.plain_size for entry in manifest.segments) > limits.MAX_PLAIN:
        raise Reject("too_large")
    for entry in manifest.segments:
        if entry.kind == SegmentKind.OPS and not 0 < entry.count <= limits.MAX_OPS:
            raise Reject("malformed")


def unpack(entry: SegmentEntry, data: bytes) -> bytes:
    """The plain bytes of one segment; its hash and the sizes it states are checked first."""
    if hashlib.sha256(data).digest() != entry.sha256:
        raise Reject("damaged")
    try:
        frame = zstandard.get_frame_parameters(data)
        if frame.content_size != entry.plain_size or frame.dict_id:
            raise Reject("malformed")
        if frame.window_size > limits.MAX_WINDOW:
            raise Reject("too_large")
        plain = zstandard.ZstdDecompressor(max_window_size=limits.MAX_WINDOW).decompress(
            data, max_output_size=entry.plain_size, allow_extra_data=False
        )
    except zstandard.ZstdError:
        raise Reject("malformed") from None
    if len(plain) != entry.plain_size:
        raise Reject("malformed")
    return plain
