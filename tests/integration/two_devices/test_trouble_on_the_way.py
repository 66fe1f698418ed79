"""What goes wrong on the way: a file too early, a stick that fails, somebody who stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Cancelled, Correctable, Environment
from app.services.bundles import ExportedBundle, Making
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk


def test_a_gap_is_held_and_joins_when_it_is_closed(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    first, second = early_and_late(pair, courier)
    before = office.states()
    [held] = deliver([second], office)
    assert (held.state, held.made, held.held) == ("held", 0, 1)
    assert office.states() == before
    [line] = [one for one in office.exchange.received() if one.state == "held"]
    assert line.held == 1
    [closing] = deliver([first], office)
    assert (closing.state, closing.made, closing.held) == ("new", 2, 0)
    assert commune.states() == office.states()
    assert [one.state for one in office.exchange.received()] == ["taken"] * 3


def test_a_held_bundle_asks_for_what_is_missing(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    _, second = early_and_late(pair, courier)
    deliver([second], office)
    courier.carry(office, commune)
    [again] = courier.carry(commune, office)
    assert again.made == 2
    assert commune.states() == office.states()


def early_and_late(
    pair: tuple[Desk, Desk], courier: Courier
) -> tuple[ExportedBundle, ExportedBundle]:
    """Two bundles of which the second follows on the first, by a statement that got lost here."""
    commune, office = pair
    commune.person()
    courier.carry(commune, office)
    courier.carry(office, commune)
    commune.person("Nông Văn Lầu")
    [first] = courier.fetch(commune)
    with commune.store.write(commune.session.officer) as work:  # as if the office had confirmed
        work.connection.exec_driver_sql(
            "UPDATE sync_peer SET seq = s.have_seq, chain = s.have_chain "
            "FROM sync_stream s WHERE s.stream = sync_peer.stream"
        )
        work.commit()
    commune.person("H’Lem Kbuôr")
    [second] = courier.fetch(commune)
    assert (first.operations, second.operations) == (1, 1)
    return first, second


def test_a_file_or_folder_that_is_not_there_is_told(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, _ = pair
    with pytest.raises(Correctable, match="no_folder"):
        commune.exchange.export(None, tmp_path / "nowhere")
    with pytest.raises(Correctable, match="not_a_file"):
        commune.exchange.import_files([tmp_path / "nothing.tgxh"])


def test_stopping_leaves_no_half_file(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, _ = pair
    commune.hide()
    bag = courier.bag()

    def stop(making: Making) -> None:
        if making.done == 1 and making.size:
            raise Cancelled

    with pytest.raises(Cancelled):
        commune.exchange.export(None, bag, progress=stop)
    assert [one.suffix for one in bag.iterdir()] == [".tgxh"]
    assert len(commune.exchange.sent()) == 1


def test_a_stick_that_fails_is_the_environments_fault(
    pair: tuple[Desk, Desk], courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, _ = pair
    commune.person()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    bag = courier.bag()
    with pytest.raises(Environment, match="disk_full"):
        commune.exchange.export(None, bag)
    assert list(bag.iterdir()) == []
    assert commune.exchange.sent() == []


def test_a_stick_that_loses_the_first_file_while_the_last_is_made_is_told(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    commune.hide()
    commune.person()
    bag = courier.bag()

    def lose(making: Making) -> None:
        if making.done == 2:
            for path in bag.iterdir():
                path.write_bytes(path.read_bytes()[:-1] + b"?")

    with pytest.raises(Environment, match="stick_damaged"):
        commune.exchange.export(None, bag, progress=lose)
    assert commune.exchange.sent() == []
    assert commune.exchange.outgoing().operations > 0
    courier.carry(commune, office)
    assert office.states() == commune.states()
