"""Who passes on another's work cannot change it, and can keep the end of it back neither for long
nor unseen."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from app.oplog.stream import chain_next
from app.services.office import CommuneState
from app.sync import signing
from app.sync.container_writer import ops_segment
from tests.factories import PV
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.fakes.forged_bundles import Bundle, keys_of, named, put_together, taken_apart


@pytest.fixture
def three(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """A laptop, the colleague who carries its work, the office; all know each other."""
    first, office = make_pair(tmp_path)
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    courier = Courier(tmp_path / "known")
    for source, target in ((first, office), (second, office), (office, first), (office, second)):
        courier.carry(source, target)
    return first, second, office


def names_at(desk: Desk) -> list[str]:
    with desk.store.read() as connection:
        found = connection.exec_driver_sql("SELECT name FROM person ORDER BY name")
        return list(found.scalars())


def shortened(bundle: Bundle, device: bytes) -> Bundle:
    """The stream of ``device`` ends one operation earlier; its signed head stays as it is."""
    at, one = next(
        (at, one)
        for at, one in enumerate(bundle.manifest.streams)
        if named(one).device == device and one.last > one.first
    )
    segments = []
    for segment in bundle.segments:
        stream, first, operations = msgspec.msgpack.decode(segment.payload)
        operations = operations[:-1] if stream == at else operations
        segments.append(ops_segment(stream, first, operations))
        if stream == at:
            chain = one.chain_before
            for raw in operations:
                chain = chain_next(chain, raw)
    streams = list(bundle.manifest.streams)
    streams[at] = msgspec.structs.replace(one, last=one.last - 1, chain_after=chain)
    return bundle.saying(streams=tuple(streams)).carrying(*segments)


def test_an_end_that_is_kept_back_shows_as_missing(
    three: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    """The head that its device signed says that there is more; the board says so too."""
    first, second, office = three
    courier = Courier(tmp_path / "way")
    for name in ("Bế Văn A", "Bế Văn B"):
        first.person(name)
    courier.carry(first, second)
    [made] = [one for one in courier.fetch(second, office.id) if one.channel == "base"]
    bundle = taken_apart(made.path, office)
    bundle = bundle.carrying(*(one for one in bundle.segments if one.kind == 1))
    path = tmp_path / "short.tgxh"
    forged = shortened(bundle, first.id.bytes)
    path.write_bytes(put_together(forged, keys_of(second).sign_secret))
    [outcome] = office.exchange.import_files([path])
    assert outcome.state == "held"
    assert names_at(office) == []  # not proved, not shown
    courier.carry(second, office)  # the honest file, or the laptop's own
    assert names_at(office) == ["Bế Văn A", "Bế Văn B"]
    assert first.state() == office.state()


def test_the_office_cannot_put_words_into_a_communes_mouth(
    three: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    """One value in what it passes on is another; the chain is made to fit, the head cannot be."""
    first, second, office = three
    courier = Courier(tmp_path / "way")
    first.person("Bế Văn A")
    courier.carry(first, office)
    [made] = [one for one in courier.fetch(office, second.id) if one.channel == "base"]
    bundle = taken_apart(made.path, second)
    at, one = next(
        (at, one)
        for at, one in enumerate(bundle.manifest.streams)
        if named(one).device == first.id.bytes
    )
    segments = []
    for segment in bundle.segments:
        if segment.kind == 1:
            stream, begin, operations = msgspec.msgpack.decode(segment.payload)
            if stream == at:
                old, new = "Bế Văn A".encode(), "Bế Văn Z".encode()
                operations = [raw.replace(old, new) for raw in operations]
                chain = one.chain_before
                for raw in operations:
                    chain = chain_next(chain, raw)
            segment = ops_segment(stream, begin, operations)
        segments.append(segment)
    assert chain != one.chain_after
    streams = list(bundle.manifest.streams)
    for words in (
        {},
        {
            "head_signature": signing.sign_head(
                keys_of(office).sign_secret, named(one).stream, seq=one.head, chain=chain
            )
        },
    ):
        streams[at] = msgspec.structs.replace(one, chain_after=chain, **words)
        path = tmp_path / "forged.tgxh"
        forged = bundle.saying(streams=tuple(streams)).carrying(*segments)
        path.write_bytes(put_together(forged, keys_of(office).sign_secret))
        [outcome] = second.exchange.import_files([path])
        assert (outcome.state, outcome.code) == ("refused", "bad_signature")
    assert names_at(second) == []
    deliver([made], second)
    assert names_at(second) == ["Bế Văn A"]


def test_a_laptop_whose_files_are_never_brought_falls_silent_on_the_board(
    three: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    first, second, office = three
    courier = Courier(tmp_path / "way")
    first.person("Bế Văn A")
    office.clock.advance(days=20)
    courier.carry(second, office)
    heard = {one.device: one.last_received_ms or 0 for one in office.care.machines(PV)}
    assert 0 < heard[first.id] < heard[second.id]
    office.clock.advance(days=31)
    [line] = [one for one in office.services().office.communes() if one.pv == PV]
    assert (line.state, line.silent_days) == (CommuneState.SILENT, 31)
