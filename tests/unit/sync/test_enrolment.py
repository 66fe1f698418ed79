from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import msgspec
import pytest

from app.core.errors import Correctable
from app.sync import canonical
from app.sync.certificate import issue
from app.sync.enrolment import (
    GRANT_MAGIC,
    REQUEST_MAGIC,
    Grant,
    Request,
    accept_grant,
    make_grant,
    make_request,
    read_request,
    request_digits,
)
from app.sync.reject import Reject
from app.sync.signed_document import sign_document
from app.sync.signing import Context
from app.sync.trust import root_digits
from tests.fakes.stations import (
    COMMUNE,
    ISSUER_SEED,
    OFFICE,
    OTHER,
    POLICY_SEED,
    ROOT_SEED,
    TODAY,
    Station,
    certificate,
    certificate_signed,
    root,
    root_signed,
)

RECOVERY = hashlib.sha256(b"recovery").digest()
ROOT_DIGITS = root_digits(root())


def request_of(station: Station = COMMUNE, **fields: Any) -> Request:
    request = Request(
        format=1,
        role="commune",
        scope=224611,
        device=station.device,
        sign_key=station.sign_key,
        age_key=station.age_key,
        channels=("base", "case"),
        made_ms=1,
    )
    return msgspec.structs.replace(request, **fields)


ELSEWHERE = issue(msgspec.structs.replace(certificate(COMMUNE), scopes=(224612,)), [ISSUER_SEED])
RAW = make_request(request_of(), COMMUNE.seed)


def granted(raw: bytes = RAW, digits: str | None = None) -> bytes:
    return make_grant(
        raw,
        digits or request_digits(read_request(raw)),
        root=root(),
        issuer_seeds=[ISSUER_SEED],
        office=[certificate_signed(OFFICE)],
        recovery_key=RECOVERY,
        serial=1,
        made_ms=2,
        today=TODAY,
    )[0]


def test_three_steps_make_trust() -> None:
    accepted = accept_grant(granted(), ROOT_DIGITS, raw_request=RAW)
    assert accepted.root == root()
    assert accepted.certificate == certificate(COMMUNE)
    assert accepted.certificate_signed == certificate_signed(COMMUNE)
    assert accepted.office == (certificate(OFFICE),)
    assert accepted.office_signed == (certificate_signed(OFFICE),)
    assert accepted.recovery_key == RECOVERY


def test_the_office_may_allow_less_or_more() -> None:
    raw, given = make_grant(
        RAW,
        request_digits(request_of()),
        root=root(),
        issuer_seeds=[ISSUER_SEED],
        office=[certificate_signed(OFFICE)],
        recovery_key=RECOVERY,
        serial=4,
        made_ms=2,
        today=TODAY,
        scopes=(224611, 124611),
        channels=("base",),
    )
    assert accept_grant(raw, ROOT_DIGITS, raw_request=RAW).certificate == given
    assert (given.scopes, given.channels, given.serial) == ((124611, 224611), ("base",), 4)


@pytest.mark.parametrize(
    "other",
    [
        request_of(scope=224612),
        request_of(role="office"),
        request_of(sign_key=OTHER.sign_key),
        request_of(age_key=OTHER.age_key),
    ],
)
def test_digits_bind_role_scope_and_both_keys(other: Request) -> None:
    assert request_digits(other) != request_digits(request_of())


def test_a_request_in_between_does_not_get_the_grant() -> None:
    """Somebody exchanges the keys on the way; the person reads out the true digits."""
    exchanged = make_request(request_of(OTHER), OTHER.seed)
    with pytest.raises(Reject) as refused:
        granted(exchanged, request_digits(request_of()))
    assert refused.value.code == "wrong_digits"
    with pytest.raises(Correctable):
        granted(RAW, "12345 67890")


def test_possession_is_proved() -> None:
    with pytest.raises(ValueError, match="signed by the key"):
        make_request(request_of(), OTHER.seed)
    body = canonical.encode(request_of())
    for seeds, code in (([OTHER.seed], "malformed"), ([COMMUNE.seed, OTHER.seed], "malformed")):
        with pytest.raises(Reject) as refused:
            read_request(REQUEST_MAGIC + sign_document(Context.ENROL, body, seeds))
        assert refused.value.code == code
    with pytest.raises(Reject) as refused:
        read_request(REQUEST_MAGIC + sign_document(Context.GRANT, body, [COMMUNE.seed]))
    assert refused.value.code == "bad_signature"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"format": 2}, "newer_program"),
        ({"scope": 0}, "malformed"),
        ({"channels": ("case", "base")}, "malformed"),
        ({"role": "other"}, "malformed"),
        ({"age_key": bytes(32)}, "malformed"),
    ],
)
def test_rules_of_a_request(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Reject) as refused:
        read_request(make_request(request_of(**fields), COMMUNE.seed))
    assert refused.value.code == code


@pytest.mark.parametrize("raw", [b"", b"TGXHBDL\x01", GRANT_MAGIC, REQUEST_MAGIC + b"\xc0"])
def test_another_file_is_not_a_request(raw: bytes) -> None:
    with pytest.raises(Reject):
        read_request(raw)


def test_every_flipped_bit_of_a_request_shows() -> None:
    for place in range(len(RAW) * 8):
        broken = bytearray(RAW)
        broken[place // 8] ^= 1 << place % 8
        with pytest.raises(Reject):
            read_request(bytes(broken))


def test_every_flipped_byte_of_a_grant_shows() -> None:
    raw = granted()
    for place in range(len(raw)):
        broken = bytearray(raw)
        broken[place] ^= 0x10
        with pytest.raises(Reject):
            accept_grant(bytes(broken), ROOT_DIGITS, raw_request=RAW)


def test_the_root_must_be_the_one_on_the_letter() -> None:
    wrong = ROOT_DIGITS[:-1] + str((int(ROOT_DIGITS[-1]) + 1) % 10)
    with pytest.raises(Reject) as refused:
        accept_grant(granted(), wrong, raw_request=RAW)
    assert refused.value.code == "wrong_digits"


def test_a_grant_answers_one_request() -> None:
    second = make_request(request_of(made_ms=9), COMMUNE.seed)
    with pytest.raises(Reject) as refused:
        accept_grant(granted(), ROOT_DIGITS, raw_request=second)
    assert refused.value.code == "other_request"


def hand_made(seeds: list[bytes], **fields: Any) -> bytes:
    grant = Grant(
        format=1,
        request=hashlib.sha256(RAW).digest(),
        certificate=certificate_signed(COMMUNE),
        root=root_signed(),
        office=(certificate_signed(OFFICE),),
        recovery_key=RECOVERY,
        made_ms=1,
    )
    body = canonical.encode(msgspec.structs.replace(grant, **fields))
    return GRANT_MAGIC + sign_document(Context.GRANT, body, seeds)


@pytest.mark.parametrize("seed", [ROOT_SEED, POLICY_SEED, OFFICE.seed, COMMUNE.seed])
def test_only_the_issuer_grants(seed: bytes) -> None:
    with pytest.raises(Reject) as refused:
        accept_grant(hand_made([seed]), ROOT_DIGITS, raw_request=RAW)
    assert refused.value.code == "not_enough_signatures"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"format": 2}, "newer_program"),
        ({"certificate": certificate_signed(OTHER)}, "other_request"),
        ({"certificate": certificate_signed(COMMUNE, [ROOT_SEED])}, "not_enough_signatures"),
        ({"certificate": ELSEWHERE}, "other_request"),
        ({"office": (certificate_signed(OTHER),)}, "malformed"),
        ({"office": (certificate_signed(OFFICE, [OFFICE.seed]),)}, "not_enough_signatures"),
        ({"office": ()}, "malformed"),
        ({"request": bytes(32)}, "other_request"),
        ({"recovery_key": b"short"}, "malformed"),
        ({"recovery_key": bytes(32)}, "malformed"),
    ],
)
def test_a_signed_but_wrong_grant(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Reject) as refused:
        accept_grant(hand_made([ISSUER_SEED], **fields), ROOT_DIGITS, raw_request=RAW)
    assert refused.value.code == code


def test_an_office_is_made_by_the_root_alone() -> None:
    """The issuer cannot enrol another office: the root document does not list its key."""
    raw = make_request(request_of(OTHER, role="office"), OTHER.seed)
    with pytest.raises(Reject):
        granted(raw)


def test_validity_begins_today() -> None:
    accepted = accept_grant(granted(), ROOT_DIGITS, raw_request=RAW)
    assert date.fromisoformat(accepted.certificate.not_before) == TODAY
