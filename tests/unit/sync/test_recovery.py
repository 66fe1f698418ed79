"""ReopenRequest and answer, byte for byte; the drill between two workstations is in integration."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Correctable
from app.storage.key_slots import seal
from app.sync import age_keys, office_keys, recovery
from app.sync.recovery import (
    AskingStation,
    ReopenRequest,
    asking_station,
    make_answer,
    make_request,
    open_answer,
    read_answer,
    read_request,
    request_digits,
    require_fresh,
)
from app.sync.reject import Reject
from tests.factories import PV
from tests.fakes.desks import Desk, make_pair
from tests.fakes.stations import secret

KEY, COMING = secret("register"), secret("coming")
SLOT, REPLY = secret("slot"), secret("reply")
MADE_MS = 1_785_000_000_000
DAY_MS = 86_400_000
STATION = AskingStation(None, PV, withdrawn=False, secret=SLOT)


def text_of(secret_key: bytes) -> str:
    return age_keys.recipient_text(age_keys.public_of(secret_key))


def request(slot: bytes = SLOT, **changes: Any) -> ReopenRequest:
    made = ReopenRequest(
        format=1,
        database=bytes(16),
        scope=PV,
        officer=b"\1" * 16,
        initials="L. T. H.",
        slot=text_of(slot),
        sealed=seal(KEY, text_of(slot)),
        sealed_next=None,
        reply=age_keys.public_of(REPLY),
        made_ms=MADE_MS,
    )
    return msgspec.structs.replace(made, **changes)


def test_the_answer_holds_the_key_for_the_asking_workstation_alone() -> None:
    raw = make_request(request())
    answer = read_answer(make_answer(raw, STATION, MADE_MS), raw_request=raw)
    assert open_answer(answer, age_keys.identity_text(REPLY)) == (KEY, None)
    with pytest.raises(Reject, match="damaged"):
        open_answer(answer, age_keys.identity_text(SLOT))


def test_both_keys_travel_while_they_are_exchanged() -> None:
    raw = make_request(request(sealed_next=seal(COMING, text_of(SLOT))))
    answer = read_answer(make_answer(raw, STATION, MADE_MS), raw_request=raw)
    assert open_answer(answer, age_keys.identity_text(REPLY)) == (KEY, COMING)


def test_an_answer_fits_its_own_request_only() -> None:
    raw, other = make_request(request()), make_request(request(made_ms=MADE_MS + 1))
    with pytest.raises(Reject, match="other_request"):
        read_answer(make_answer(raw, STATION, MADE_MS), raw_request=other)


def test_a_slot_of_something_else_is_refused() -> None:
    raw = make_request(request(sealed=seal(KEY, text_of(REPLY))))
    with pytest.raises(Reject, match="damaged"):
        make_answer(raw, STATION, MADE_MS)


def test_every_byte_of_the_request_is_in_the_digits() -> None:
    raw = make_request(request())
    digits = request_digits(raw)
    assert len(digits.replace(" ", "")) == 25
    for at in range(len(raw)):
        changed = bytearray(raw)
        changed[at] ^= 1
        assert request_digits(bytes(changed)) != digits


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_a_recovery"),
        (b"TGXHENQ\x01", "not_a_recovery"),
        (recovery.REQUEST_MAGIC, "malformed"),
        (recovery.REQUEST_MAGIC + b"\x91\x02", "newer_program"),
        (make_request(request(reply=bytes(32))), "malformed"),
        (make_request(request(initials="A\u0306.")), "malformed"),
        (make_request(request()) + b"\0", "malformed"),
        (recovery.REQUEST_MAGIC + bytes(300_000), "not_a_recovery"),
    ],
)
def test_what_is_no_request_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Reject, match=code):
        read_request(raw)


@given(st.data())
def test_no_bytes_bring_the_decoder_down(data: st.DataObject) -> None:
    raw = bytearray(make_request(request(sealed=b"\2" * 40)))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(at, len(raw)))
    for read in (read_request, lambda raw: read_answer(raw, raw_request=b"")):
        try:
            read(bytes(raw[:cut]))
        except Reject:
            continue


@pytest.mark.parametrize(
    ("days", "fresh"), [(-2, False), (-1, True), (0, True), (14, True), (15, False)]
)
def test_a_request_lasts_fourteen_days(days: int, fresh: bool) -> None:
    if fresh:
        require_fresh(request(), MADE_MS + days * DAY_MS)
        return
    with pytest.raises(Correctable, match="request_old"):
        require_fresh(request(), MADE_MS + days * DAY_MS)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def asking(office: Desk, asked: ReopenRequest) -> AskingStation:
    with office.store.read() as connection:
        return asking_station(connection, asked, office_keys.load(connection).recovery)


def of_office(office: Desk) -> bytes:
    with office.store.read() as connection:
        return office_keys.load(connection).recovery


def test_the_slot_tells_whose_it_is(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    [(recipient, _version)] = commune.recovery
    own = office_keys.slot_secret(of_office(office), commune.id)
    assert recipient == text_of(own)
    found = asking(office, request(own))
    assert (found.device, found.pv, found.withdrawn) == (commune.id, PV, False)
    assert own.hex() not in repr(found)
    office.care.withdraw(commune.id, "Mất máy")
    assert asking(office, request(own)).withdrawn


def test_a_slot_passed_off_as_another_communes_is_refused(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    own = office_keys.slot_secret(of_office(office), commune.id)
    for asked in (request(own, scope=PV + 3), request(SLOT)):
        with pytest.raises(Reject, match="not_for_us"):
            asking(office, asked)


def test_an_older_slot_stands_for_any_workstation_of_its_commune(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    asked = request(of_office(office))
    assert asking(office, asked) == replace(
        asking(office, asked), device=None, pv=PV, withdrawn=False
    )
    office.care.withdraw(commune.id, "Mất máy")
    assert asking(office, asked).withdrawn
    with pytest.raises(Reject, match="not_for_us"):
        asking(office, request(of_office(office), scope=PV + 3))
