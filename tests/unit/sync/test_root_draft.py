"""A draft gathers signatures until the keys of both documents are satisfied; nobody else counts."""

from __future__ import annotations

import msgspec
import pytest

from app.core.errors import Correctable
from app.sync import canonical
from app.sync.reject import Reject
from app.sync.root_draft import Draft, next_document, read_draft
from app.sync.trust import Revocation, Root, trusted_root
from tests.fakes.stations import (
    COMMUNE,
    ISSUER_SEED,
    ROOT_SEED,
    role,
    roles,
    root,
    root_signed,
    secret,
)

DRAWERS = [secret(name) for name in ("drawer one", "drawer two", "drawer three")]
TWO_OF_THREE = role(*DRAWERS, threshold=2)


def moved() -> Draft:
    """From one root key to two of three others."""
    now = root()
    wanted = msgspec.structs.replace(now.document.roles, root=TWO_OF_THREE)
    return Draft(now, next_document(now, roles=wanted))


def many() -> Root:
    return trusted_root(root_signed(4, seeds=DRAWERS, its_roles=roles(root=TWO_OF_THREE)))


def test_two_of_three_drawers_are_enough() -> None:
    entry = Revocation(COMMUNE.sign_key, None, 0, "máy bị mất")
    draft = Draft(many(), next_document(many(), revoked=(entry,)))
    assert not draft.complete
    draft = read_draft(draft.signed_by(DRAWERS[2]).file())
    assert (draft.by_old_keys().have, draft.by_old_keys().need, draft.complete) == (1, 2, False)
    with pytest.raises(Reject):
        draft.finish()
    draft = read_draft(draft.signed_by(DRAWERS[0]).signed_by(DRAWERS[0]).file())
    assert draft.complete
    assert draft.finish().version == 5


def test_new_root_keys_sign_beside_the_old_ones() -> None:
    draft = moved().signed_by(DRAWERS[0]).signed_by(DRAWERS[1])
    assert (draft.by_old_keys().have, draft.by_new_keys().have) == (0, 2)
    assert not draft.complete
    assert draft.signed_by(ROOT_SEED).finish().document.roles.root == TWO_OF_THREE


@pytest.mark.parametrize("seed", [ISSUER_SEED, COMMUNE.seed, secret("somebody")])
def test_other_keys_have_no_say(seed: bytes) -> None:
    with pytest.raises(Correctable, match="not_a_root_key"):
        moved().signed_by(seed)


def test_the_digits_are_those_of_the_body_whoever_signed() -> None:
    assert moved().digits == moved().signed_by(ROOT_SEED).digits
    now = root()
    assert moved().digits != Draft(now, next_document(now, expires="2030-01-01")).digits


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_an_enrolment"),
        (b"TGXHENQ\x01", "not_an_enrolment"),
        (b"TGXHRTD\x01", "malformed"),
        (moved().file()[:-1], "malformed"),
        (b"TGXHRTD\x01" + canonical.encode([9]), "newer_program"),
        (Draft(root(), root(3).document).file(), "malformed"),
        (Draft(root(), root(1).document).file(), "malformed"),
    ],
)
def test_what_is_no_draft_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Reject) as refused:
        read_draft(raw)
    assert refused.value.code == code


def test_every_turned_bit_is_noticed_before_it_is_in_force() -> None:
    raw = moved().signed_by(ROOT_SEED).signed_by(DRAWERS[0]).signed_by(DRAWERS[1]).file()
    whole = read_draft(raw).finish().signed
    for at in range(0, len(raw) * 8, 7):
        broken = bytearray(raw)
        broken[at // 8] ^= 1 << at % 8
        try:
            draft = read_draft(bytes(broken))
            assert not draft.complete or draft.finish().signed == whole
        except Reject:
            continue
