from __future__ import annotations

from datetime import date

import msgspec
import pytest

from app.core.errors import Correctable
from app.sync import canonical
from app.sync.reject import Reject
from app.sync.signed_document import sign_document
from app.sync.signing import Context, public_key
from app.sync.trust import (
    Revocation,
    Role,
    RootDocument,
    accepted_up_to,
    advance,
    days_left,
    encode_root,
    first_root,
    is_revoked,
    require_date,
    root_digits,
    trusted_root,
    verify_policy,
    version_in,
)
from app.sync.veiled_limit import veil
from tests.fakes.stations import (
    COMMUNE,
    ISSUER_SEED,
    OFFICE,
    OTHER,
    POLICY_SEED,
    ROOT_SEED,
    role,
    roles,
    root,
    root_signed,
    secret,
)

SEEDS = [secret(name) for name in ("drawer one", "drawer two", "drawer three")]
TWO_OF_THREE = role(*SEEDS, threshold=2)


def code_of(signed: bytes) -> str:
    with pytest.raises(Reject) as refused:
        trusted_root(signed)
    return refused.value.code


def test_first_trust_needs_the_printed_digits() -> None:
    digits = root_digits(root())
    assert first_root(root_signed(), digits.replace(" ", "")).version == 1
    wrong = ("1" if digits[0] == "0" else "0") + digits[1:]
    with pytest.raises(Reject) as refused:
        first_root(root_signed(), wrong)
    assert refused.value.code == "wrong_digits"
    with pytest.raises(Correctable):
        first_root(root_signed(), "12345")


def test_digits_outlast_versions_but_not_root_keys() -> None:
    assert root_digits(root(1)) == root_digits(root(9))
    other = trusted_root(root_signed(seeds=SEEDS, its_roles=roles(root=TWO_OF_THREE)))
    assert root_digits(other) != root_digits(root())
    one_of_three = role(*SEEDS, threshold=1)
    weaker = trusted_root(root_signed(seeds=SEEDS, its_roles=roles(root=one_of_three)))
    assert root_digits(weaker) != root_digits(other)


@pytest.mark.parametrize("seeds", [SEEDS[:1], SEEDS[1:2], [ISSUER_SEED, SEEDS[0]], [ROOT_SEED]])
def test_thresholds_are_counted(seeds: list[bytes]) -> None:
    signed = root_signed(seeds=seeds, its_roles=roles(root=TWO_OF_THREE))
    assert code_of(signed) == "not_enough_signatures"


def test_two_of_three_is_enough() -> None:
    for left_out in range(3):
        seeds = [seed for place, seed in enumerate(SEEDS) if place != left_out]
        assert trusted_root(root_signed(seeds=seeds, its_roles=roles(root=TWO_OF_THREE)))


def test_new_root_keys_need_the_old_ones_too() -> None:
    moved = roles(root=TWO_OF_THREE)
    with_both = root_signed(2, seeds=[ROOT_SEED, *SEEDS[:2]], its_roles=moved)
    assert advance(root(1), [with_both]).version == 2
    for seeds in ([ROOT_SEED], [ROOT_SEED, SEEDS[0]], SEEDS):
        with pytest.raises(Reject) as refused:
            advance(root(1), [root_signed(2, seeds=seeds, its_roles=moved)])
        assert refused.value.code == "not_enough_signatures"


def test_after_the_change_the_old_key_has_no_say() -> None:
    moved = roles(root=TWO_OF_THREE)
    two = advance(root(1), [root_signed(2, seeds=[ROOT_SEED, *SEEDS], its_roles=moved)])
    with pytest.raises(Reject):
        advance(two, [root_signed(3, seeds=[ROOT_SEED])])
    assert advance(two, [root_signed(3, seeds=SEEDS[1:], its_roles=moved)]).version == 3


def test_versions_go_up_one_by_one() -> None:
    chain = [root_signed(version) for version in (1, 2, 3, 4)]
    assert advance(root(1), chain).version == 4
    assert advance(root(3), chain).version == 4
    assert advance(root(4), chain).version == 4
    assert advance(root(2), []).version == 2
    for missing, code in ((3, "trust_gap"), (2**62, "trust_gap")):
        with pytest.raises(Reject) as refused:
            advance(root(1), [root_signed(missing)])
        assert refused.value.code == code
    with pytest.raises(Reject) as refused:
        advance(root(4), chain[:2])
    assert refused.value.code == "older_trust"


def test_two_documents_of_one_version_are_an_alarm() -> None:
    with pytest.raises(Reject) as refused:
        advance(root(2), [root_signed(2, expires="2030-01-01")])
    assert refused.value.code == "two_truths"
    stranger = root_signed(2, seeds=SEEDS, expires="2030-01-01")
    with pytest.raises(Reject) as refused:
        advance(root(2), [stranger])
    assert refused.value.code == "not_enough_signatures"


def body(**fields: object) -> bytes:
    document = RootDocument(1, 1, "2028-11-22", 1, roles(), ())
    raw = canonical.encode(msgspec.structs.replace(document, **fields))
    return sign_document(Context.ROOT, raw, [ROOT_SEED])


def key(name: str) -> bytes:
    return public_key(secret(name))


UNSORTED = tuple(sorted(map(key, "bcd"), reverse=True))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"format": 2}, "newer_program"),
        ({"min_suite": 2}, "newer_program"),
        ({"format": 0}, "malformed"),
        ({"version": 0}, "malformed"),
        ({"expires": "2028-02-30"}, "malformed"),
        ({"expires": "22/11/2028"}, "malformed"),
        ({"roles": roles(issuer=role(ROOT_SEED))}, "malformed"),
        ({"roles": roles(issuer=role(ISSUER_SEED, threshold=2))}, "malformed"),
        ({"roles": roles(issuer=Role(1, (key("b"), key("b"))))}, "malformed"),
        ({"roles": roles(issuer=Role(0, (key("b"),)))}, "malformed"),
        (
            {"roles": roles(issuer=Role(1, tuple(sorted(map(key, "bcd"), reverse=True))))},
            "malformed",
        ),
        (
            {
                "revoked": (
                    Revocation(key("x"), b"s" * 16, 1, ""),
                    Revocation(key("x"), None, 1, ""),
                )
            },
            "malformed",
        ),
        ({"revoked": (Revocation(key("x"), None, 1, "ma\u0301y mất"),)}, "malformed"),
    ],
)
def test_rules_of_the_body(fields: dict[str, object], code: str) -> None:
    assert code_of(body(**fields)) == code


def test_we_do_not_sign_what_we_would_refuse() -> None:
    with pytest.raises(ValueError, match="breaks a rule"):
        encode_root(RootDocument(1, 1, "2028-02-30", 1, roles(), ()))


def test_expiry_only_counts_days() -> None:
    assert days_left(root(), date(2028, 11, 20)) == 2
    assert days_left(root(), date(2028, 11, 25)) == -3


def test_revocation_names_how_far_to_believe() -> None:
    stream, other = b"s" * 16, b"t" * 16
    revoked = sorted(
        [
            Revocation(COMMUNE.sign_key, *veil(stream, 40), "máy bị mất"),
            Revocation(OTHER.sign_key, None, 7, ""),
            Revocation(OTHER.sign_key, *veil(stream, 9), ""),
        ],
        key=lambda entry: (entry.key, entry.place or b""),
    )
    now = root(2, revoked=tuple(revoked))
    assert accepted_up_to(now.document.revoked, OFFICE.sign_key, stream) is None
    assert accepted_up_to(now.document.revoked, COMMUNE.sign_key, stream) == 40
    assert accepted_up_to(now.document.revoked, COMMUNE.sign_key, other) == 0
    assert accepted_up_to(now.document.revoked, OTHER.sign_key, stream) == 9
    assert accepted_up_to(now.document.revoked, OTHER.sign_key, other) == 7
    assert is_revoked(now, COMMUNE.sign_key)
    assert not is_revoked(now, OFFICE.sign_key)


@pytest.mark.parametrize(
    ("seed", "context", "good"),
    [
        (POLICY_SEED, Context.POLICY, True),
        (POLICY_SEED, Context.ROOT, False),
        (ROOT_SEED, Context.POLICY, False),
        (ISSUER_SEED, Context.POLICY, False),
        (OFFICE.seed, Context.POLICY, False),
        (COMMUNE.seed, Context.POLICY, False),
    ],
)
def test_only_policy_keys_sign_policy(seed: bytes, context: Context, *, good: bool) -> None:
    signed = sign_document(context, b"law", [seed])
    if good:
        assert verify_policy(root(), signed) == b"law"
        return
    with pytest.raises(Reject):
        verify_policy(root(), signed)


@pytest.mark.parametrize("seed", [ISSUER_SEED, POLICY_SEED, OFFICE.seed, COMMUNE.seed])
def test_only_root_keys_sign_the_root(seed: bytes) -> None:
    assert code_of(root_signed(seeds=[seed])) == "not_enough_signatures"


def test_dates_are_real_days() -> None:
    assert require_date("2028-02-29") == date(2028, 2, 29)
    with pytest.raises(Reject):
        require_date("2027-02-29")


def test_a_version_is_told_without_believing_it() -> None:
    assert version_in(root_signed(7, seeds=[OTHER.seed])) == 7
    with pytest.raises(Reject):
        version_in(b"")
