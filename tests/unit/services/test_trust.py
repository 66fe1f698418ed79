"""The service's own rules; the three steps between two stations are in tests/integration."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable, Untrusted
from app.sync.enrolment import read_request
from tests.fakes.desks import OFFICE_PV, make_desk
from tests.fakes.paper import text_of


def test_a_request_asks_for_this_workstation(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 1)
    asked = read_request(desk.trust.request().file)
    assert (asked.role, asked.scope, asked.device) == ("commune", 224611, desk.id.bytes)
    assert asked.channels == ("base", "case", "ctl")


def test_asking_twice_gives_the_same_digits(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 1)
    assert desk.trust.request().digits == desk.trust.request().digits


def test_before_enrolment_nothing_stands(tmp_path: Path) -> None:
    standing = make_desk(tmp_path, 1).trust.standing()
    assert (standing.enrolled, standing.root_digits, standing.offices) == (False, None, ())


def test_an_office_stands_by_itself(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    standing = office.trust.standing()
    assert (standing.enrolled, standing.state) == (True, "good")
    office.clock.advance(days=600)
    assert office.trust.standing().state == "expired"


@pytest.mark.parametrize("raw", [b"", b"TGXHENQ\x01", b"something else"])
def test_what_is_no_request_is_refused(tmp_path: Path, raw: bytes) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    with pytest.raises(Untrusted):
        office.trust.read_request(raw)
    with pytest.raises(Untrusted):
        office.trust.grant(raw, "1" * 25)


def test_an_office_accepts_no_grant(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    with pytest.raises(Correctable, match="wrong_role"):
        office.trust.accept(b"", "1" * 25)


def test_only_a_cleared_officer_lets_restricted_records_lie_elsewhere(tmp_path: Path) -> None:
    asked = make_desk(tmp_path, 1).trust.request()
    office = make_desk(tmp_path, 9, "office", OFFICE_PV).uncleared()
    with pytest.raises(Correctable, match="not_cleared"):
        office.trust.grant(asked.file, asked.digits)
    granted = office.trust.grant(asked.file, asked.digits, restricted=False)
    assert granted.unit == "Phường Bắc Gia Nghĩa"


def test_the_letter_shows_the_offices_digits(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    text = text_of(office.trust.letter())
    digits = office.trust.standing().root_digits
    assert digits is not None
    assert digits in text
    assert "Lâm Đồng" in text
    with pytest.raises(Correctable, match="wrong_role"):
        make_desk(tmp_path, 1).trust.letter()


def test_a_scanner_types_the_same_digits(tmp_path: Path) -> None:
    commune, office = make_desk(tmp_path, 1), make_desk(tmp_path, 9, "office", OFFICE_PV)
    asked = commune.trust.request()
    assert asked.qr_text == "TGXH:" + asked.digits.replace(" ", "")
    granted = office.trust.grant(asked.file, asked.qr_text)
    commune.trust.accept(granted.file, granted.qr_text)
    assert commune.trust.standing().enrolled
