from __future__ import annotations

import itertools

import pytest

from app.sync import signing
from app.sync.signing import Context
from tests.fakes.stations import COMMUNE, OTHER


@pytest.mark.parametrize(("made", "read"), list(itertools.product(Context, Context)))
def test_a_signature_holds_for_its_own_purpose_only(made: Context, read: Context) -> None:
    signature = signing.sign(made, COMMUNE.seed, b"message")
    accepted = signing.verify(read, COMMUNE.sign_key, b"message", signature=signature)
    assert accepted == (made is read)


def test_no_context_begins_another() -> None:
    for one, two in itertools.permutations(Context, 2):
        assert not two.value.startswith(one.value)
        assert one.value.endswith(b"\0")


@pytest.mark.parametrize(
    ("public", "message", "cut"),
    [
        (OTHER.sign_key, b"message", 64),
        (COMMUNE.sign_key, b"messagE", 64),
        (COMMUNE.sign_key, b"message", 63),
        (b"", b"message", 64),
        (b"\0" * 32, b"message", 64),
    ],
)
def test_another_key_message_or_length_fails(public: bytes, message: bytes, cut: int) -> None:
    signature = signing.sign(Context.BUNDLE, COMMUNE.seed, b"message")[:cut]
    assert not signing.verify(Context.BUNDLE, public, message, signature=signature)


def test_rfc_8032_key_pair() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert signing.public_key(seed).hex() == public


def test_fresh_seeds_differ() -> None:
    one, two = signing.new_seed(), signing.new_seed()
    assert len(one) == 32
    assert one != two


def test_head_binds_stream_number_and_chain() -> None:
    stream, chain = b"s" * 16, b"c" * 32
    word = signing.sign_head(COMMUNE.seed, stream, seq=5, chain=chain)
    assert signing.head_message(stream, 5, chain) == stream + bytes(7) + b"\x05" + chain

    def holds(stream: bytes, seq: int, chain: bytes) -> bool:
        return signing.verify_head(COMMUNE.sign_key, stream, seq=seq, chain=chain, signature=word)

    assert holds(stream, 5, chain)
    assert not holds(b"t" * 16, 5, chain)
    assert not holds(stream, 6, chain)
    assert not holds(stream, 5, b"d" * 32)


def test_hint_is_the_beginning_of_the_hash() -> None:
    assert signing.hint(b"abc").hex() == "ba7816bf8f01cfea"
