from __future__ import annotations

import pytest

from app.sync import canonical, signing
from app.sync.reject import Reject
from app.sync.signed_document import (
    Signature,
    SignedDocument,
    cosign,
    count_signers,
    read_document,
    sign_document,
)
from app.sync.signing import Context
from tests.fakes.stations import secret

SEEDS = [secret(name) for name in ("a", "b", "c")]
KEYS = [signing.public_key(seed) for seed in SEEDS]


def test_each_key_counts_once_and_only_if_it_has_a_say() -> None:
    document = read_document(sign_document(Context.ROOT, b"body", [*SEEDS, SEEDS[0]]))
    assert document.body == b"body"
    assert count_signers(Context.ROOT, document, KEYS) == 3
    assert count_signers(Context.ROOT, document, KEYS[:1]) == 1
    assert count_signers(Context.ROOT, document, [secret("nobody")]) == 0
    assert count_signers(Context.POLICY, document, KEYS) == 0


def test_signatures_can_be_added_one_after_the_other() -> None:
    one = sign_document(Context.ROOT, b"body", SEEDS[:1])
    assert cosign(Context.ROOT, cosign(Context.ROOT, one, SEEDS[2]), SEEDS[1]) == sign_document(
        Context.ROOT, b"body", SEEDS
    )


def test_a_borrowed_signature_counts_for_nobody() -> None:
    honest = read_document(sign_document(Context.ROOT, b"body", SEEDS[:1]))
    stolen = SignedDocument(b"body", (Signature(KEYS[1], honest.signatures[0].signature),))
    assert count_signers(Context.ROOT, stolen, KEYS) == 0
    other_body = SignedDocument(b"other", honest.signatures)
    assert count_signers(Context.ROOT, other_body, KEYS) == 0


def test_order_and_repetition_are_not_free() -> None:
    signatures = read_document(sign_document(Context.ROOT, b"body", SEEDS)).signatures
    for wrong in (signatures[::-1], (signatures[0], signatures[0]), ()):
        with pytest.raises(Reject):
            read_document(canonical.encode(SignedDocument(b"body", tuple(wrong))))


@pytest.mark.parametrize("raw", [b"", b"\xc0", bytes(256 * 1024 + 1)])
def test_what_is_no_document(raw: bytes) -> None:
    with pytest.raises(Reject):
        read_document(raw)
