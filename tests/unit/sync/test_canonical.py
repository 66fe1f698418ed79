from __future__ import annotations

import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import canonical
from app.sync.reject import Reject


class Pair(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    number: int
    data: bytes


@given(st.integers(-(2**63), 2**63 - 1), st.binary(max_size=300))
def test_what_is_written_is_read(number: int, data: bytes) -> None:
    pair = Pair(number, data)
    assert canonical.decode(canonical.encode(pair), Pair) == pair


@pytest.mark.parametrize(
    ("why", "raw"),
    [
        ("long form of a small number", b"\x92\xcc\x01\xc4\x00"),
        ("long form of a short byte string", b"\x92\x01\xc5\x00\x00"),
        ("long form of the array", b"\xdc\x00\x02\x01\xc4\x00"),
        ("text for bytes", b"\x92\x01\xa0"),
        ("a field too many", b"\x93\x01\xc4\x00\xc0"),
        ("a field too few", b"\x91\x01"),
        ("surplus bytes", b"\x92\x01\xc4\x00\x00"),
        ("cut", b"\x92\x01\xc4"),
        ("nothing", b""),
        ("a map", b"\x82\xa6number\x01\xa4data\xc4\x00"),
        ("a float for a number", b"\x92\xcb\x3f\xf0\x00\x00\x00\x00\x00\x00\xc4\x00"),
        ("beyond 64 bits of sense", b"\x92\xcf" + b"\xff" * 8),
        ("2^32 elements promised", b"\xdd\xff\xff\xff\xff"),
        ("4 GiB of bytes promised", b"\x92\x01\xc6\xff\xff\xff\xff"),
        ("nested without end", b"\x91" * 100_000),
    ],
)
def test_every_other_spelling_is_refused(why: str, raw: bytes) -> None:
    with pytest.raises(Reject) as refused:
        canonical.decode(raw, Pair)
    assert refused.value.code == "malformed", why


def test_bad_utf8_is_refused_like_the_rest() -> None:
    with pytest.raises(Reject):
        canonical.decode(b"\x91\xa1\xff", tuple[str])


@given(st.binary(max_size=64))
def test_no_bytes_raise_anything_else(raw: bytes) -> None:
    try:
        pair = canonical.decode(raw, Pair)
    except Reject:
        return
    assert canonical.encode(pair) == raw


def test_version_is_read_before_the_rest_is_understood() -> None:
    assert canonical.version_of(canonical.encode((9, {"unknown": [1.5]}, "x"))) == 9


@pytest.mark.parametrize("raw", [b"", b"\x90", b"\xc0", b"\x92\xa1x\x01", b"\x91" * 100_000])
def test_no_version_is_malformed(raw: bytes) -> None:
    with pytest.raises(Reject):
        canonical.version_of(raw)


def test_text_must_be_composed() -> None:
    canonical.require_nfc("Đắk Nông", "")
    with pytest.raises(Reject):
        canonical.require_nfc("", unicodedata.normalize("NFD", "Đắk Nông"))


@given(st.integers(0, 400), st.lists(st.binary(max_size=300), max_size=40))
def test_a_list_compared_item_by_item_is_the_one_spelling(front: int, items: list[bytes]) -> None:
    data = canonical.encode((front, items))
    assert canonical.ends_in(data, (front,), items)
    assert not canonical.ends_in(data + b"\0", (front,), items)
    assert not canonical.ends_in(data, (front, 0), items)


@pytest.mark.parametrize(
    ("why", "raw"),
    [
        ("long form of the number", b"\x92\xcc\x01\x91\xc4\x01a"),
        ("long form of the list", b"\x92\x01\xdc\x00\x01\xc4\x01a"),
        ("long form of an item", b"\x92\x01\x91\xc5\x00\x01a"),
        ("another item", b"\x92\x01\x91\xc4\x01b"),
        ("an item more", b"\x92\x01\x91\xc4\x01a\xc4\x01a"),
        ("an item less", b"\x92\x01\x90"),
    ],
)
def test_another_spelling_of_a_list_is_seen(why: str, raw: bytes) -> None:
    assert not canonical.ends_in(raw, (1,), [b"a"])
