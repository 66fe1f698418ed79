"""What an enrolled workstation may sign and nobody should believe: refused whole, or no harm.

Nothing escapes but our own errors; what is refused leaves no trace but a line in the record; and
whatever was taken, the next honest exchange works in both directions.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pyrage
import pytest
from sqlalchemy import text

from app.core.clock import local
from app.core.errors import Untrusted
from app.sync import age_keys, signing
from app.sync.container import preamble, read_preamble
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.fakes.forged_bundles import (
    Bundle,
    keys_of,
    named,
    put_together,
    taken_apart,
)
from tests.fakes.signed_lies import (
    HARMLESS,
    HUGE,
    REFUSED,
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk, Bundle]:
    """A commune and its office that have exchanged, and a bundle with something new in it."""
    folder = tmp_path_factory.mktemp("hostile")
    commune, office = make_pair(folder)
    courier = Courier(folder / "way")
    row = commune.person()
    for source, target in ((commune, office), (office, commune)):
        courier.carry(source, target)
    for number in range(3):
        commune.edit(row, note=f"{number}")
    [made] = courier.fetch(commune)
    return commune, office, taken_apart(made.path, office)


def taken(bundle: Bundle, desk: Desk, sender: Desk, folder: Path) -> str:
    """What becomes of it when it is first looked at, then taken in."""
    path = folder / "forged.tgxh"
    path.write_bytes(put_together(bundle, keys_of(sender).sign_secret))
    with suppress(Untrusted):
        local(desk.exchange.verify(path).made_ms)
    [outcome] = desk.exchange.import_files([path])
    return outcome.state


def told(desk: Desk) -> Any:
    """Everything that a refused file may not change."""
    with desk.store.read() as connection:
        names = connection.execute(
            text("SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'sync_in'")
        ).scalars()
        return {
            name: connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()
            for name in sorted(names)
        }


@pytest.mark.parametrize("name", REFUSED)
def test_refused_whole(pair: tuple[Desk, Desk, Bundle], tmp_path: Path, name: str) -> None:
    commune, office, bundle = pair
    before = told(office)
    forged = REFUSED[name](bundle, keys_of(commune))
    assert taken(forged, office, commune, tmp_path) == "refused"
    assert told(office) == before


@pytest.mark.parametrize("name", HARMLESS)
def test_no_harm_done(tmp_path: Path, name: str) -> None:
    """Afterwards the honest bundle is taken in, the answer can be written, and both agree."""
    commune, office = make_pair(tmp_path)
    courier = Courier(tmp_path / "way")
    row = commune.person()
    for source, target in ((commune, office), (office, commune)):
        courier.carry(source, target)
    commune.edit(row, note="x")
    [made] = courier.fetch(commune)
    forged = HARMLESS[name](taken_apart(made.path, office), keys_of(commune))
    assert taken(forged, office, commune, tmp_path) in ("new", "held")
    courier.carry(commune, office)
    for outcome in courier.carry(office, commune):
        assert outcome.state == "new"
    assert commune.state() == office.state()
    services = office.services()
    assert services.upkeep.doctor().healthy
    assert services.office.communes()
    assert services.exchange.received()


def test_the_honest_bundle_is_taken(pair: tuple[Desk, Desk, Bundle], tmp_path: Path) -> None:
    """Put together by the very means of the forger; so nothing above was refused for those."""
    folder = tmp_path / "own"
    folder.mkdir()
    commune, office = make_pair(folder)
    commune.person()
    [made] = Courier(tmp_path / "way").fetch(commune)
    bundle = taken_apart(made.path, office)
    assert taken(bundle, office, commune, tmp_path) == "new"


def three(folder: Path) -> tuple[Desk, Desk, Desk]:
    """Two laptops of one commune that know each other, and the office."""
    commune, office = make_pair(folder)
    third = make_desk(folder, 2)
    enrol(third, office)
    courier = Courier(folder / "known")
    for source, target in ((third, office), (commune, office), (office, third), (office, commune)):
        courier.carry(source, target)
    return commune, third, office


def test_a_bundle_passed_on_to_a_third(tmp_path: Path) -> None:
    """An honest reader encrypts anew what was meant for it alone."""
    commune, third, office = three(tmp_path)
    commune.person()
    [made] = Courier(tmp_path / "way").fetch(commune, office.id)
    before, key = told(third), keys_of(third).enc_pub
    with made.path.open("rb") as file:
        lead, header = read_preamble(file)
        plain = pyrage.decrypt(file.read(), [age_keys.identity(keys_of(office).enc_secret)])
    inside = pyrage.encrypt(plain, [age_keys.recipient(key)])
    renamed = preamble(msgspec.structs.replace(header, recipients=(signing.hint(key),)))
    for front, code in ((lead, "not_for_us"), (renamed, "bad_signature")):
        path = tmp_path / "passed-on.tgxh"
        path.write_bytes(front + inside)
        [outcome] = third.exchange.import_files([path])
        assert (outcome.state, outcome.code) == ("refused", code)
    assert told(third) == before


def test_a_word_for_an_end_that_never_comes(tmp_path: Path) -> None:
    """What is passed on may wait for the rest; here it says that the rest is endless."""
    commune, third, office = three(tmp_path)
    commune.person()
    courier = Courier(tmp_path / "way")
    courier.carry(commune, third)
    [made] = courier.fetch(third, office.id)
    bundle = taken_apart(made.path, office)
    at, passed_on = next(
        (at, one)
        for at, one in enumerate(bundle.manifest.streams)
        if UUID(bytes=named(one).device) == commune.id
    )
    for head in (passed_on.last + 1, HUGE):
        streams = list(bundle.manifest.streams)
        streams[at] = msgspec.structs.replace(passed_on, head=head, head_signature=bytes(64))
        assert taken(bundle.saying(streams=tuple(streams)), office, third, tmp_path) == "held"
    courier.carry(commune, office)
    assert commune.state() == office.state()
    assert office.services().upkeep.doctor().healthy
