"""What must not be taken in is refused whole and recorded; the data stay as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.output import report
from app.core.errors import Environment, Untrusted
from app.storage.unit_of_work import UnitOfWork
from app.sync import office_keys, own_device, trust_store
from app.sync.certificate import Certificate, issue, last_day
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import DAY, OFFICE_PV, Desk, enrol, make_desk


def test_a_bundle_for_somebody_else_is_refused(
    pair: tuple[Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    commune, office = pair
    other = make_desk(tmp_path, 2, pv=224615)
    enrol(other, office)
    person = commune.person()
    courier.carry(commune, office)
    office.edit(person, name="Bế Văn Chinh")
    [refused] = deliver(courier.fetch(office, commune.id), other)
    assert (refused.state, refused.code) == ("refused", "not_for_us")


def test_an_unknown_sender_is_refused(
    pair: tuple[Desk, Desk], courier: Courier, tmp_path: Path
) -> None:
    commune, _ = pair
    stranger = make_desk(tmp_path, 3, "office", OFFICE_PV)
    commune.person()
    with stranger.store.write(stranger.session.officer) as work:  # it knows the commune's keys
        with commune.store.read() as connection:
            own = own_device.load(connection)
        keys = office_keys.load(work.connection)
        certificate = Certificate(
            format=1,
            device=own.id.bytes,
            scopes=(own.pv,),
            role="commune",
            channels=("base", "case", "ctl"),
            sign_key=own.sign_pub,
            age_key=own.enc_pub,
            not_before=DAY.isoformat(),
            not_after=last_day(DAY).isoformat(),
            serial=7,
        )
        trust_store.keep_certificate(
            work.connection, certificate, issue(certificate, [keys.issuer])
        )
        own_device.open_streams(
            work.streams, own_device.load(work.connection), own.pv, stranger.clock
        )
        work.commit()
    [refused] = deliver(courier.fetch(stranger, commune.id), commune)
    assert (refused.state, refused.code) == ("refused", "unknown_sender")


def test_a_sender_whose_enrolment_ran_out_long_ago_is_put_aside_and_its_file_kept(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    commune.person()
    [bundle] = courier.fetch(commune)
    let_lapse(office)
    [refused] = deliver([bundle], office)
    assert (refused.state, refused.code) == ("refused", "sender_lapsed")
    assert [one.suffix for one in (office.folder / "spool").iterdir()] == [".tgxh"]


def let_lapse(office: Desk) -> None:
    """More than 90 days go by after the commune's certificate has ended; the office has its own."""
    office.clock.advance(days=300)
    office.care.renew(office.id)
    office.clock.advance(days=190)
    assert office.care.machines()[0].days_left == -94


def test_a_refusal_has_exit_code_4_and_one_sentence(
    pair: tuple[Desk, Desk], courier: Courier, capsys: pytest.CaptureFixture[str]
) -> None:
    commune, office = pair
    commune.person()
    [bundle] = courier.fetch(commune)
    with pytest.raises(Untrusted) as refused:
        office.exchange.verify(courier.damaged(bundle.path))
    assert report(refused.value) == 4
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_what_was_refused_can_be_taken_in_later(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    commune.person()
    [bundle] = courier.fetch(commune)
    let_lapse(office)
    [refused] = deliver([bundle], office)
    assert refused.state == "refused"
    office.clock.advance(days=-190)  # somebody sets the clock
    [taken] = deliver([bundle], office)
    assert taken.state == "new"
    assert [one.state for one in office.exchange.received()] == ["taken"]


def test_a_disk_that_fills_up_half_way_changes_nothing(
    pair: tuple[Desk, Desk], courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    commune.person()
    [bundle] = courier.fetch(commune)
    before, flush = office.states(), UnitOfWork.flush

    def full(work: UnitOfWork) -> None:
        if work._logged:
            raise Environment("disk_full", "The disk is full.")
        flush(work)

    monkeypatch.setattr(UnitOfWork, "flush", full)
    with pytest.raises(Environment, match="disk_full"):
        deliver([bundle], office)
    monkeypatch.undo()
    assert office.states() == before
    assert office.exchange.received() == []
    assert len(list((office.folder / "spool").iterdir())) == 1
    [taken] = deliver([bundle], office)
    assert taken.state == "new"
    assert list((office.folder / "spool").iterdir()) == []
