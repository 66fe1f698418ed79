from __future__ import annotations

import pytest

from app.core.errors import Untrusted
from app.oplog.registry import Channel
from app.sync.signing import Context, public_key, sign
from app.sync.stream_description import describe, read_description, require_signed
from tests.factories import descriptor, device
from tests.fakes.stations import secret

SEED = secret("stream")


def test_a_description_travels_whole() -> None:
    raw = descriptor(device(1), Channel.CASE)
    described = describe(raw, sign(Context.STREAM, SEED, raw))
    signed, found = read_description(described)
    require_signed(signed, public_key(SEED))
    assert signed.descriptor == raw
    assert (found.channel, found.device) == ("case", device(1).bytes)


@pytest.mark.parametrize("context", [c for c in Context if c is not Context.STREAM])
def test_a_signature_for_another_purpose_opens_no_stream(context: Context) -> None:
    raw = descriptor(device(1))
    signed, _ = read_description(describe(raw, sign(context, SEED, raw)))
    with pytest.raises(Untrusted, match="bad_signature"):
        require_signed(signed, public_key(SEED))


@pytest.mark.parametrize(
    "raw", [b"", b"\x90", b"\x92\xc4\x01x\xc4\x01x", describe(b"x", bytes(64))]
)
def test_anything_else_is_refused(raw: bytes) -> None:
    with pytest.raises(Untrusted):
        read_description(raw)
