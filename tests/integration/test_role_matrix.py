"""Every key role against every kind of document, signed for every purpose.

A document is believed when the right role signed it for its own purpose, and in no other case:
eight kinds, six keys, eight purposes.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from itertools import product
from types import SimpleNamespace
from typing import cast

import pytest

from app.oplog.stream import Descriptor, encode_descriptor
from app.sync import canonical, signing
from app.sync.certificate import verify_chain
from app.sync.container_reader import read_bundle
from app.sync.enrolment import (
    GRANT_MAGIC,
    REQUEST_MAGIC,
    Grant,
    Request,
    accept_grant,
    make_request,
    read_request,
)
from app.sync.policy_pack import File, Pack, read_pack
from app.sync.reject import Reject
from app.sync.root_draft import next_document
from app.sync.signed_document import sign_document
from app.sync.signing import Context, head_message, sign, verify_head
from app.sync.stream_description import SignedDescriptor, require_signed
from app.sync.trust import advance, encode_root, root_digits
from tests.fakes import stations
from tests.fakes.forger import manifest_of, signed, taken_apart
from tests.fakes.stations import (
    COMMUNE,
    ISSUER_SEED,
    OFFICE,
    OTHER,
    POLICY_SEED,
    ROOT_SEED,
    Station,
)

KEYS = {
    "root": ROOT_SEED,
    "issuer": ISSUER_SEED,
    "policy": POLICY_SEED,
    "office": OFFICE.seed,
    "commune": COMMUNE.seed,
    "other": OTHER.seed,
}
ROOT = stations.root()
CHAIN, STREAM = bytes(range(32)), b"s" * 16
REQUEST = Request(
    1, "commune", 224611, COMMUNE.device, COMMUNE.sign_key, COMMUNE.age_key, ("base", "case"), 1
)
RAW_REQUEST = make_request(REQUEST, COMMUNE.seed)
BUNDLE = stations.sealed()


def root_document(context: Context, seed: bytes) -> None:
    body = encode_root(next_document(ROOT, expires="2030-01-01"))
    advance(ROOT, [sign_document(context, body, [seed])])


def certificate(context: Context, seed: bytes) -> None:
    body = canonical.encode(stations.certificate(COMMUNE))
    verify_chain(ROOT, sign_document(context, body, [seed]))


def grant(context: Context, seed: bytes) -> None:
    body = canonical.encode(
        Grant(
            1,
            hashlib.sha256(RAW_REQUEST).digest(),
            stations.certificate_signed(COMMUNE),
            ROOT.signed,
            (stations.certificate_signed(OFFICE),),
            OFFICE.age_key,
            1,
        )
    )
    raw = GRANT_MAGIC + sign_document(context, body, [seed])
    accept_grant(raw, root_digits(ROOT), raw_request=RAW_REQUEST)


def policy(context: Context, seed: bytes) -> None:
    pack = Pack(1, 1, "2027-06-01", "", (File("levels.toml", "x = 1"),))
    read_pack(ROOT, sign_document(context, canonical.encode(pack), [seed]))


def request(context: Context, seed: bytes) -> None:
    read_request(REQUEST_MAGIC + sign_document(context, canonical.encode(REQUEST), [seed]))


def head(context: Context, seed: bytes) -> None:
    signature = sign(context, seed, head_message(STREAM, 3, CHAIN))
    if not verify_head(COMMUNE.sign_key, STREAM, seq=3, chain=CHAIN, signature=signature):
        raise Reject("bad_signature")


def stream(context: Context, seed: bytes) -> None:
    body = encode_descriptor(
        Descriptor(1, STREAM, COMMUNE.device, "base", 224611, "commune", None, 0, None, 1)
    )
    require_signed(SignedDescriptor(body, sign(context, seed, body)), COMMUNE.sign_key)


def bundle(context: Context, seed: bytes) -> None:
    _, header, plain = taken_apart(BUNDLE)
    manifest, rest = manifest_of(plain)
    sender = cast(Station, SimpleNamespace(seed=seed))
    raw = signed(canonical.encode(manifest), rest, header=header, sender=sender, context=context)
    read_bundle(
        io.BytesIO(raw),
        secret=OFFICE.age_secret,
        senders=[COMMUNE.sign_key],
        on_segment=lambda segment: None,
    )


DOCUMENTS: dict[str, tuple[Callable[[Context, bytes], None], str, Context]] = {
    "root document": (root_document, "root", Context.ROOT),
    "certificate": (certificate, "issuer", Context.CERTIFICATE),
    "grant": (grant, "issuer", Context.GRANT),
    "policy pack": (policy, "policy", Context.POLICY),
    "request": (request, "commune", Context.ENROL),
    "signed head": (head, "commune", Context.HEAD),
    "stream": (stream, "commune", Context.STREAM),
    "bundle": (bundle, "commune", Context.BUNDLE),
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_one_key_and_one_purpose_count(kind: str) -> None:
    believe, role, purpose = DOCUMENTS[kind]
    accepted = set()
    for (name, seed), context in product(KEYS.items(), Context):
        try:
            believe(context, seed)
        except Reject:
            continue
        accepted.add((name, context))
    assert accepted == {(role, purpose)}


def test_every_purpose_has_its_document() -> None:
    assert {purpose for _, _, purpose in DOCUMENTS.values()} == set(Context)


def test_no_two_roles_share_a_key() -> None:
    assert len({signing.public_key(seed) for seed in KEYS.values()}) == len(KEYS)
