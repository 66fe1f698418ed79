"""Which workstation, which officer, which passphrase: asked once, never taken from the line."""

from __future__ import annotations

import argparse
import getpass
import io
import sys
from datetime import date
from pathlib import Path

import pytest

from app.cli.main import run
from app.cli.station import add_station_options, add_verb, open_station, passphrase
from app.core.clock import FixedClock, SystemClock
from app.core.errors import Correctable, Environment
from app.core.station import read_card
from app.services.access import open_station as open_services
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import NAME, PASSPHRASE, make

__all__ = ["cheap_stretching"]

Patch = pytest.MonkeyPatch


class Keyboard(io.StringIO):
    """A terminal somebody sits at."""

    def isatty(self) -> bool:
        return True


def parse(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_station_options(parser)
    return parser.parse_args(words)


# --- the passphrase ------------------------------------------------------------------------


def test_from_a_file_its_first_line(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setenv("ANSINH_PASSPHRASE", "other")
    (tmp_path / "words").write_text("bốn con suối\nnhỏ\n", encoding="utf-8")
    assert passphrase(parse("--passphrase-file", str(tmp_path / "words"))) == "bốn con suối"


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "words"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Environment) as error:
        passphrase(parse("--passphrase-file", str(path)))
    assert error.value.code == "passphrase_file"
    assert error.value.params == {"name": "words"}, "not the whole path"


def test_from_the_environment(monkeypatch: Patch) -> None:
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    assert passphrase(parse()) == PASSPHRASE


def test_nobody_is_asked_where_nobody_sits(monkeypatch: Patch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("bốn con suối\n"))
    with pytest.raises(Correctable) as error:
        passphrase(parse())
    assert error.value.code == "passphrase_missing"


def test_at_the_keyboard_a_new_one_is_asked_twice(monkeypatch: Patch) -> None:
    typed = iter(["một", "hai", "hai", "hai"])
    monkeypatch.setattr(sys, "stdin", Keyboard())
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(typed))
    assert passphrase(parse()) == "một"
    assert passphrase(parse(), repeat=True) == "hai"
    typed = iter(["ba", "bốn"])
    with pytest.raises(Correctable) as error:
        passphrase(parse(), repeat=True)
    assert error.value.code == "passphrases_differ"


# --- the workstation -----------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, cheap_stretching: None, monkeypatch: Patch) -> Path:
    """A workstation with one officer, closed."""
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    make(tmp_path / "station", clock=SystemClock()).services.close()
    return tmp_path / "station"


def add_colleague(folder: Path) -> None:
    with open_station(parse("--data", str(folder))) as services:
        services.station.add_officer(
            name="Y Thim Byă", title="", passphrase="suối nếp trâu bến", cleared=False
        )


def test_the_only_officer_need_not_be_named(folder: Path) -> None:
    with open_station(parse("--data", str(folder))) as services:
        assert services.session.name == NAME


def test_the_environment_names_the_folder(folder: Path, monkeypatch: Patch) -> None:
    monkeypatch.setenv("ANSINH_DATA", str(folder))
    with open_station(parse()) as services:
        assert services.folder == folder


def test_one_of_several_is_named_by_id_or_initials(folder: Path, monkeypatch: Patch) -> None:
    add_colleague(folder)
    with pytest.raises(Correctable) as error, open_station(parse("--data", str(folder))):
        pass
    assert error.value.code == "which_officer"
    assert "Y. T. B. = " in error.value.params["choices"]
    assert "Thim" not in error.value.words()
    identity = str(error.value.params["choices"]).rpartition(" = ")[2]
    monkeypatch.setenv("ANSINH_PASSPHRASE", "suối nếp trâu bến")
    for named in (identity, "Y. T. B."):
        with open_station(parse("--data", str(folder), "--officer", named)) as services:
            assert services.session.name == "Y Thim Byă"


def test_an_officer_who_is_not_here(folder: Path) -> None:
    with (
        pytest.raises(Correctable) as error,
        open_station(parse("--data", str(folder), "--officer", "Y. T. B.")),
    ):
        pass
    assert error.value.code == "which_officer"


def test_where_no_workstation_is(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    with (
        pytest.raises(Environment) as error,
        open_station(parse("--data", str(tmp_path / "nowhere"))),
    ):
        pass
    assert error.value.code == "no_station"


def test_a_command_that_fails_still_closes(folder: Path) -> None:
    card = read_card(folder)
    assert card is not None
    with pytest.raises(LookupError), open_station(parse("--data", str(folder))):
        raise LookupError
    officer = card.officers[0].id
    open_services(folder, officer, PASSPHRASE, FixedClock.on(date(2026, 8, 3))).close()


# --- the date ------------------------------------------------------------------------------


@pytest.mark.usefixtures("cheap_stretching")
def test_a_date_that_hardly_fits_stops_saves_until_it_is_confirmed(
    tmp_path: Path, monkeypatch: Patch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "station"
    make(folder, clock=FixedClock.on(date(2040, 1, 1))).services.close()
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    people = tmp_path / "people.jsonl"
    people.write_text(
        '{"kind": "person", "key": "p-1", "set": {"name": "Y Thim Byă", "birth": "1961"}}\n',
        encoding="utf-8",
    )
    words = ["record", "apply", str(people), "--data", str(folder)]
    assert run(words) == 3
    assert "--date-confirmed" in capsys.readouterr().err
    assert run(["doctor", "--data", str(folder)]) == 0
    assert run([*words, "--date-confirmed"]) == 0
    assert run(words) == 0


def test_a_verb_is_about_one_thing_and_knows_the_station(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers()
    add_verb(verbs, "renew", "longer", lambda args: len(args.device), about="DEVICE|own")
    args = parser.parse_args(["renew", "own", "--data", str(tmp_path), "--json"])
    assert args.run(args) == 3
    assert (args.data, args.json) == (str(tmp_path), True)
