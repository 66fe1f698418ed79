"""Papers from the command line: list, samples, blanks, and a paper of a dossier."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from app.cli.main import run
from app.core.clock import SystemClock
from app.core.ids import new_id
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE, make
from tests.fakes.open_desk import poor_widow

__all__ = ["cheap_stretching"]


def test_list_names_every_paper(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["form", "list", "--json"]) == 0
    found = {one["code"]: one["official"] for one in json.loads(capsys.readouterr().out)}
    assert {"1d", "1đ", "5a", "06"} <= {code for code, official in found.items() if official}
    assert run(["form", "list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(found)


@pytest.mark.parametrize("which", ["sample", "blank"])
@pytest.mark.parametrize("code", ["1d", "1đ", "1dd", "06"])
def test_samples_and_blanks_need_no_workstation(tmp_path: Path, which: str, code: str) -> None:
    out = tmp_path / "paper.pdf"
    assert run(["form", which, code, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_an_unknown_paper_is_the_input_s_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["form", "blank", "99", "--out", str(tmp_path / "a.pdf")]) == 3
    assert "1đ" in capsys.readouterr().err


@pytest.fixture
def station(
    tmp_path: Path, cheap_stretching: None, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, UUID, UUID]:
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    folder = tmp_path / "station"
    services = make(folder, clock=SystemClock()).services
    person = poor_widow(services).people[0]
    dossier = services.dossiers.open(person, {"category": "5.5.a"}).made
    services.close()
    assert dossier is not None
    return folder, person, dossier


def test_a_paper_of_a_dossier_tells_what_is_open(
    station: tuple[Path, UUID, UUID], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, person, dossier = station
    out = tmp_path / "1d.pdf"
    place = ["--data", str(folder), "--out", str(out)]
    assert run(["form", "render", "1d", "--dossier", str(dossier), *place, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["code"], told["pages"]) == ("1d", 2)
    assert "marital" in told["missing"]
    assert out.read_bytes().startswith(b"%PDF")
    assert run(["form", "render", "assessment-sheet", "--person", str(person), *place]) == 0
    assert run(["form", "render", "beneficiaries-by-village", *place]) == 0


def test_what_is_named_must_fit_the_record(
    station: tuple[Path, UUID, UUID], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _person, dossier = station
    place = ["--data", str(folder), "--out", str(tmp_path / "a.pdf")]
    assert run(["form", "render", "1d", *place]) == 3
    assert run(["form", "render", "1d", "--dossier", "17", *place]) == 3
    assert run(["form", "render", "1d", "--dossier", str(new_id()), *place]) == 3
    assert run(["form", "render", "5a", "--dossier", str(dossier), *place]) == 3
    assert not (tmp_path / "a.pdf").exists()
