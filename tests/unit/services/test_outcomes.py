"""What an officer is told of a file; who is not cleared hears no number of a restricted one."""

from __future__ import annotations

from pathlib import Path

from app.services.outcomes import outcome
from app.services.unused import NOTHING, Unused
from app.sync.receiving import Received
from app.sync.reject import Reject
from tests.fakes.courier import Courier
from tests.fakes.desks import make_pair
from tests.fakes.useless import write_useless


def test_a_refusal_carries_its_sentence() -> None:
    told = outcome("x.tgxh", Received("refused", error=Reject("damaged")), (), channels=("base",))
    assert (told.state, told.code) == ("refused", "damaged")
    assert told.reason == Reject("damaged").words()
    assert outcome("x", Received("known"), ("a",), channels=()).check_words == ("a",)


def test_what_could_not_be_used_is_told_with_every_number(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    commune.person()
    write_useless(commune, denied=3, unreadable=2, unknown=1)
    [told] = Courier(tmp_path / "way").carry(commune, office)
    assert (told.state, told.made) == ("new", 2)
    assert told.unused == Unused(denied=3, unreadable=2, unknown=1)
    assert told.advice == told.unused.advice()
    assert len(told.advice) == 3
    [line] = [one for one in office.exchange.received() if one.name == told.name]
    assert line.unused == told.unused
    [again] = Courier(tmp_path / "again").carry(commune, office)
    assert (again.state, again.unused, again.advice) == ("new", NOTHING, ())


def test_of_a_restricted_file_the_uncleared_hear_no_number(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    with commune.store.write(commune.session.officer) as work:
        work.create("restricted_dossier", {"category": "k"})
        work.commit()
    made = Courier(tmp_path / "way").fetch(commune)
    told = [office.uncleared().exchange.import_files([one.path])[0] for one in made]
    assert [(one.state, one.unused, one.advice) for one in told] == [("new", NOTHING, ())] * 2
