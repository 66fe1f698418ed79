from __future__ import annotations

import hashlib
import io

import msgspec
import pytest

from app.sync import canonical, container
from app.sync.manifest import Header, Manifest
from app.sync.reject import Reject
from tests.fakes.forger import manifest_of, taken_apart
from tests.fakes.stations import COMMUNE, OFFICE, OTHER, sealed


@pytest.fixture(scope="module")
def bundle() -> bytes:
    return sealed(to=(OFFICE, COMMUNE))


@pytest.fixture(scope="module")
def header(bundle: bytes) -> Header:
    return container.peek(io.BytesIO(bundle))


@pytest.fixture(scope="module")
def manifest(bundle: bytes) -> Manifest:
    return manifest_of(taken_apart(bundle)[2])[0]


def test_the_header_names_nobody(bundle: bytes, header: Header) -> None:
    assert (header.version, header.suite, header.kind) == (1, 1, 1)
    assert header.sender == hashlib.sha256(COMMUNE.sign_key).digest()[:8]
    assert container.addressed_to(header, OFFICE.age_key)
    assert container.addressed_to(header, COMMUNE.age_key)
    assert not container.addressed_to(header, OTHER.age_key)


def test_reading_the_lead_stops_where_age_begins(bundle: bytes) -> None:
    file = io.BytesIO(bundle)
    lead, header = container.read_preamble(file)
    assert bundle.startswith(lead)
    assert container.preamble(header) == lead
    assert file.read(21) == b"age-encryption.org/v1"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_a_bundle"),
        (b"SQLite format 3\0" * 4, "not_a_bundle"),
        (b"TGXHBDL\x02" + bytes(9), "not_a_bundle"),
        (b"TGXHBDL\x01", "damaged"),
        (b"TGXHBDL\x01\0\0", "damaged"),
        (b"TGXHBDL\x01\0\0\0\x10abc", "damaged"),
        (b"TGXHBDL\x01\0\0\0\0", "malformed"),
        (b"TGXHBDL\x01\0\0\x10\x01" + bytes(5000), "malformed"),
        (b"TGXHBDL\x01\xff\xff\xff\xff" + bytes(99), "malformed"),
    ],
)
def test_what_is_no_lead(raw: bytes, code: str) -> None:
    with pytest.raises(Reject) as refused:
        container.peek(io.BytesIO(raw))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("version", 2, "newer_program"),
        ("version", 0, "malformed"),
        ("suite", 2, "newer_program"),
        ("suite", 0, "old_suite"),
        ("recipients", (), "malformed"),
        ("recipients", (b"12345678",) * 65, "malformed"),
        ("recipients", (b"1234567",), "malformed"),
        ("bundle_id", b"", "malformed"),
    ],
)
def test_header_rules(header: Header, field: str, value: object, code: str) -> None:
    raw = canonical.encode(msgspec.structs.replace(header, **{field: value}))
    with pytest.raises(Reject) as refused:
        container.decode_header(raw)
    assert refused.value.code == code


def test_a_header_of_the_future_may_look_otherwise() -> None:
    with pytest.raises(Reject) as refused:
        container.decode_header(canonical.encode((2, "other", {"a": 1})))
    assert refused.value.code == "newer_program"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("version", 2, "newer_program"),
        ("version", 0, "malformed"),
        ("min_reader", 2, "newer_program"),
        ("padding", 8192, "malformed"),
        ("padding", -1, "malformed"),
        ("created_ms", 2**63, "malformed"),
        ("recipients", (), "malformed"),
        ("sender", b"short", "malformed"),
        ("capabilities", (1,) * 65, "malformed"),
        ("certificates", (b"",), "malformed"),
    ],
)
def test_manifest_rules(manifest: Manifest, field: str, value: object, code: str) -> None:
    raw = canonical.encode(msgspec.structs.replace(manifest, **{field: value}))
    with pytest.raises(Reject) as refused:
        container.decode_manifest(raw)
    assert refused.value.code == code


def test_a_manifest_has_a_largest_size() -> None:
    with pytest.raises(Reject):
        container.decode_manifest(bytes(2**20 + 1))


def test_signed_message_is_two_hashes() -> None:
    assert container.signed_message(b"a", b"b") == (
        hashlib.sha256(b"a").digest() + hashlib.sha256(b"b").digest()
    )
