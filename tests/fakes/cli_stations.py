"""A commune's and an office's workstation made and enrolled by commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app import bootstrap
from app.cli.main import run
from app.core.station import read_card
from app.services.container import Services

PASSPHRASE = "suối nếp trâu bến lụa"


def make(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The folders of the commune's and of the office's workstation."""
    monkeypatch.setenv("ANSINH_PASSPHRASE", PASSPHRASE)
    made = []
    for role, unit, officer in (
        ("commune", "24611", "Bế Thị Hạnh"),
        ("office", "68", "Đinh Thị Vân"),
    ):
        place = folder / role
        options = ["--role", role, "--unit", unit, "--officer", officer]
        assert run(["init", "--data", str(place), *options]) == 0
        made.append(place)
    return made[0], made[1]


def enrol(folders: tuple[Path, Path], bag: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """All three steps with ``--json``; answers the root's digits."""
    commune, office = folders
    request, grant = bag / "request.tgxq", bag / "grant.tgxg"
    capsys.readouterr()
    assert run(["enrol", "request", "--out", str(request), "--data", str(commune), "--json"]) == 0
    digits = json.loads(capsys.readouterr().out)["digits"]
    asked = ["enrol", "grant", str(request), "--digits", digits, "--out", str(grant)]
    assert run([*asked, "--data", str(office), "--json"]) == 0
    root: str = json.loads(capsys.readouterr().out)["root_digits"]
    taken = ["enrol", "accept", str(grant), "--digits", root, "--data", str(commune), "--json"]
    assert run(taken) == 0
    assert json.loads(capsys.readouterr().out)["root_digits"] == root
    return root


Folders = tuple[Path, Path]


@pytest.fixture
def folders(
    tmp_path: Path,
    cheap_stretching: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Folders:
    """A commune's and an office's workstation, enrolled."""
    made = make(tmp_path, monkeypatch)
    enrol(made, tmp_path, capsys)
    capsys.readouterr()
    return made


def command(
    capsys: pytest.CaptureFixture[str], *words: str | Path, data: Path | None, code: int = 0
) -> Any:
    """Run with ``--json``; the document that was printed."""
    place = [] if data is None else ["--data", str(data)]
    assert run([*map(str, words), *place, "--json"]) == code
    printed = capsys.readouterr().out
    return json.loads(printed) if printed else None


def opened(folder: Path) -> Services:
    """The workstation, open for its first officer."""
    card = read_card(folder)
    assert card is not None
    return bootstrap.open_station(folder, card.officers[0].id, PASSPHRASE)


def export(capsys: pytest.CaptureFixture[str], source: Path, bag: Path, *more: str) -> list[Any]:
    """What was written into ``bag``."""
    bag.mkdir(exist_ok=True)
    made: list[Any] = command(capsys, "bundle", "export", *more, "--out", bag, data=source)
    return made


def carry(capsys: pytest.CaptureFixture[str], source: Path, target: Path, bag: Path) -> None:
    """Whatever the source has to say, taken in at the target."""
    export(capsys, source, bag)
    command(capsys, "bundle", "import", bag, data=target)


def write(folder: Path, how: str, **values: str) -> None:
    """Enter or change the one person, whatever the other services are like."""
    services = opened(folder)
    store = services.exchange._store
    with store.write(services.session.officer) as work:
        if how == "create":
            work.create("person", values)
        else:
            row = work.connection.exec_driver_sql("SELECT pv, id FROM person").one()
            work.edit("person", UUID(bytes=row.id), values, pv=row.pv)
        work.commit()
    services.close()
