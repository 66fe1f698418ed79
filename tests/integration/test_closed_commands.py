"""What commands tell an officer without clearance, before and after something is closed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app import bootstrap
from app.cli.main import run
from app.core.clock import FixedClock
from app.services.access import open_station
from tests.fakes import closed_lives
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.closed_lives import WORDS, Lives
from tests.fakes.holdings import found_in
from tests.fakes.made_stations import PASSPHRASE, make

__all__ = ("cheap_stretching",)

SECOND = "năm bờ rẫy xanh mát"
LISTED = ("person", "fact", "dossier", "restricted_fact", "restricted_dossier", "protection_case")
DAY = date(2026, 8, 3)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, cheap_stretching: None) -> FixedClock:
    clock = FixedClock.on(DAY)
    monkeypatch.setattr(bootstrap, "SystemClock", lambda: clock)
    return clock


def asked(lives: Lives) -> list[list[str]]:
    """Every command that only tells something."""
    people = [str(one) for one in (lives.child, lives.adult, lives.infected)]
    return [
        ["doctor"],
        ["doctor", "--json"],
        ["conflict", "list"],
        ["bundle", "totals"],
        ["trust", "list"],
        ["root", "show"],
        *(["bundle", "trace", one] for one in people),
        *(["record", "list", kind] for kind in LISTED),
    ]


def told(
    folder: Path, officer: UUID, lives: Lives, capsys: pytest.CaptureFixture[str]
) -> dict[str, str]:
    """What each command says, with its exit code."""
    found = {}
    for command in asked(lives):
        capsys.readouterr()
        code = run([*command, "--data", str(folder), "--officer", str(officer)])
        said = capsys.readouterr()
        found[" ".join(command)] = f"{code}\n{said.out}\n{said.err}"
    return found


def test_commands_tell_a_colleague_the_same_with_and_without_what_is_closed(
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "station"
    services = make(folder, clock=clock).services
    officer = services.session.officer
    second = services.station.add_officer(
        name="Nay Kín", title="Công chức", passphrase=SECOND, cleared=False
    ).made
    assert second is not None
    lives = closed_lives.settle_in(services)
    services.close()
    monkeypatch.setenv("ANSINH_PASSPHRASE", SECOND)
    before = told(folder, second, lives, capsys)
    services = open_station(folder, officer, PASSPHRASE, clock)
    closed = closed_lives.close(services, lives)
    services.close()
    after = told(folder, second, lives, capsys)
    assert {name: after[name] for name in after if after[name] != before[name]} == {}
    assert sum(text.startswith("0") for text in after.values()) > 7
    services = open_station(folder, officer, PASSPHRASE, clock)
    closed_lives.pay(services, closed)
    services.close()
    paid = told(folder, second, lives, capsys)
    assert found_in(paid.items(), words=WORDS) == []
    assert '"allowance": 3' in paid["doctor --json"]
