"""Whatever is done to a bundle, it is refused whole, with one kind of exception."""

from __future__ import annotations

import base64
import io
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sync import canonical
from app.sync.container import Segment
from app.sync.container_reader import read_bundle
from app.sync.manifest import Have
from app.sync.reject import Reject
from tests.fakes.forger import changed, encrypted, honest, manifest_of, signed, taken_apart
from tests.fakes.mutators import spoiled
from tests.fakes.stations import COMMUNE, OFFICE

HOME = Path(__file__).parents[2]
VECTOR = HOME / "docs" / "formats" / "vectors" / "bundle-1.tgxh"


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
