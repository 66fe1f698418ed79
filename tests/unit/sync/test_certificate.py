from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import canonical
from app.sync.certificate import (
    Certificate,
    State,
    issue,
    last_day,
    standing,
    unverified,
    verify_chain,
)
from app.sync.reject import Reject
from app.sync.signed_document import sign_document
from app.sync.signing import Context
from app.sync.trust import Revocation
from tests.fakes.stations import (
    COMMUNE,
    ISSUER_SEED,
    OFFICE,
    OTHER,
    POLICY_SEED,
    ROOT_SEED,
    TODAY,
    certificate,
    certificate_signed,
    root,
)


def forged(
    seed: bytes = ISSUER_SEED, *, context: Context = Context.CERTIFICATE, **fields: object
) -> str:
    """The code with which a changed certificate of the commune is refused."""
    raw = canonical.encode(msgspec.structs.replace(certificate(COMMUNE), **fields))
    with pytest.raises(Reject) as refused:
        verify_chain(root(), sign_document(context, raw, [seed]))
    return refused.value.code


def test_what_the_issuer_signed_is_believed() -> None:
    for station in (COMMUNE, OFFICE, OTHER):
        assert verify_chain(root(), certificate_signed(station)) == certificate(station)


@pytest.mark.parametrize("seed", [ROOT_SEED, POLICY_SEED, OFFICE.seed, COMMUNE.seed, OTHER.seed])
def test_nobody_else_issues_certificates(seed: bytes) -> None:
    assert forged(seed) == "not_enough_signatures"


@pytest.mark.parametrize("context", [c for c in Context if c is not Context.CERTIFICATE])
def test_signatures_for_something_else_do_not_count(context: Context) -> None:
    assert forged(context=context) == "not_enough_signatures"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"format": 2}, "newer_program"),
        ({"format": 0}, "malformed"),
        ({"role": "office"}, "malformed"),
        ({"role": "king"}, "malformed"),
        ({"sign_key": OFFICE.sign_key}, "malformed"),
        ({"scopes": ()}, "malformed"),
        ({"scopes": (0,)}, "malformed"),
        ({"scopes": (224612, 224611)}, "malformed"),
        ({"scopes": (224611, 224611)}, "malformed"),
        ({"channels": ("case", "base")}, "malformed"),
        ({"channels": ("secret",)}, "malformed"),
        ({"serial": 0}, "malformed"),
        ({"age_key": bytes(32)}, "malformed"),
        ({"not_after": "2026-11-21"}, "malformed"),
        ({"not_after": "2027-12-23"}, "malformed"),
        ({"not_after": "2027-13-01"}, "malformed"),
    ],
)
def test_rules_hold_even_under_the_issuers_signature(fields: dict[str, Any], code: str) -> None:
    assert forged(**fields) == code


def test_root_keys_never_serve_a_device() -> None:
    for name in ("root", "issuer", "policy"):
        (key,) = getattr(root().document.roles, name).keys
        assert forged(sign_key=key) == "malformed"


def test_we_do_not_issue_what_we_would_refuse() -> None:
    wrong = msgspec.structs.replace(certificate(COMMUNE), scopes=(2, 1))
    with pytest.raises(ValueError, match="breaks a rule"):
        issue(wrong, [ISSUER_SEED])


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (date(2026, 11, 22), date(2027, 12, 22)),
        (date(2026, 12, 31), date(2028, 1, 31)),
        (date(2027, 1, 31), date(2028, 2, 29)),
        (date(2026, 1, 31), date(2027, 2, 28)),
    ],
)
def test_thirteen_months(begin: date, end: date) -> None:
    assert last_day(begin) == end


@pytest.mark.parametrize(
    ("day", "state", "days"),
    [
        (TODAY, State.GOOD, 0),
        (date(2027, 12, 22), State.GOOD, 0),
        (date(2027, 12, 23), State.EXPIRED, 1),
        (date(2028, 6, 19), State.EXPIRED, 180),
        (TODAY - timedelta(days=1), State.NOT_YET, 1),
        (date(2006, 11, 22), State.NOT_YET, 7305),
        (date(2046, 11, 22), State.EXPIRED, 6910),
    ],
)
def test_time_only_warns(day: date, state: State, days: int) -> None:
    found = standing(root(), certificate(COMMUNE), day)
    assert (found.state, found.days) == (state, days)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_revocation_does_not_depend_on_any_clock(day: date) -> None:
    revoked = root(2, revoked=(Revocation(COMMUNE.sign_key, None, 3, ""),))
    assert standing(revoked, certificate(COMMUNE), day).state is State.REVOKED
    assert standing(revoked, certificate(OTHER), day).state is not State.REVOKED


def test_certificate_survives_its_own_spelling() -> None:
    raw = canonical.encode(certificate(COMMUNE))
    assert canonical.decode(raw, Certificate) == certificate(COMMUNE)


def test_what_a_certificate_claims_needs_no_signature_of_the_issuer() -> None:
    assert unverified(certificate_signed(COMMUNE, [OTHER.seed])) == certificate(COMMUNE)
    with pytest.raises(Reject):
        unverified(b"\x90")
