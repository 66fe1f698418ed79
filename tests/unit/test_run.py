"""The one entry: its words, what it calls missing, and when it leaves the set-up alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import run

Told = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages")
HAS_ALL = "".join(f"\t{name} (libc6,x86-64) => /lib/{name}\n" for name in run.LIBRARIES.values())
HAS_WINDOW = HAS_ALL + " ".join(run.WINDOW_LIBRARIES.values())

COMMANDS = ["test", "lint", "types", "gui", "i18n", "bench", "histories", "bugs", "fuzz", "attacks"]


class Calls(list[list[str]]):
    """Programs that would have been started; those that hold a word of ``failing`` fail."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing

    def __call__(self, *words: str | Path) -> int:
        self.append([str(word) for word in words])
        return 7 if set(self[-1]) & set(self.failing) else 0


# --- words ---------------------------------------------------------------------------------


def test_an_unknown_command_shows_the_known_ones(capsys: Told) -> None:
    assert run.main(["instal"]) == 2
    told = capsys.readouterr().out
    for command in ("setup", *COMMANDS):
        assert command in told


def test_an_older_python_is_told_so(capsys: Told, monkeypatch: Patch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    assert run.main([]) == 5
    assert "3.11" in capsys.readouterr().out


def test_every_command_ends_with_the_code_of_its_program(monkeypatch: Patch) -> None:
    monkeypatch.setattr(run, "setup", lambda **_: 0)
    for command, part in {
        "gui": "tools.window_job",
        "bench": "tools.bench",
        "histories": "tools.histories",
        "bugs": "tools.seeded_bugs",
        "fuzz": "tools.fuzz",
        "attacks": "tools.attacks",
        "types": "mypy",
        "lint": "tools.check_house",
        "i18n": "tools.catalogues",
        "demo": "demo",
        "test": "pytest",
    }.items():
        calls = Calls(part)
        monkeypatch.setattr(run, "call", calls)
        assert run.main([command]) == 7, command
        assert part in calls[-1]


def test_a_check_that_fails_stops_the_others(monkeypatch: Patch) -> None:
    monkeypatch.setattr(run, "setup", lambda **_: 0)
    calls = Calls("mypy")
    monkeypatch.setattr(run, "call", calls)
    assert run.main(["test"]) == 7
    assert not any("pytest" in words for words in calls)


def test_a_set_up_that_fails_stops_everything(monkeypatch: Patch) -> None:
    monkeypatch.setattr(run, "setup", lambda **_: 5)
    calls = Calls()
    monkeypatch.setattr(run, "call", calls)
    for command in COMMANDS:
        assert run.main([command]) == 5
    assert calls == []


@LINUX
def test_without_a_display_the_demo_runs(capsys: Told, monkeypatch: Patch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(run, "setup", lambda **_: 0)
    calls = Calls()
    monkeypatch.setattr(run, "call", calls)
    assert run.main([]) == 0
    assert "No display" in capsys.readouterr().out
    assert calls[-1][-2:] == ["--out", str(run.ROOT / "build" / "demo")]
    monkeypatch.setenv("DISPLAY", ":1")
    assert run.main([]) == 0
    assert calls[-1][-2:] == ["-m", "app"]


def test_the_demo_goes_where_it_is_told(monkeypatch: Patch) -> None:
    monkeypatch.setattr(run, "setup", lambda **_: 0)
    calls = Calls()
    monkeypatch.setattr(run, "call", calls)
    run.main(["demo", "--out", "elsewhere"])
    assert calls[-1][-2:] == ["--out", "elsewhere"]
    assert calls[-1].count("--out") == 1


# --- the set-up ----------------------------------------------------------------------------


def test_a_fingerprint_follows_the_contents(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"a")
    two.write_bytes(b"b")
    both = run.fingerprint(one, two)
    assert both == run.fingerprint(one, two, one)
    assert both != run.fingerprint(one)
    two.write_bytes(b"c")
    assert both != run.fingerprint(one, two)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: Patch) -> Path:
    """A project without an environment on a machine that lacks nothing."""
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    python = tmp_path / ".venv" / "bin" / "python"
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", python)
    monkeypatch.setattr(run, "system_libraries", lambda **_: 0)
    return python


def install(python: Path) -> Calls:
    """Calls that make the environment as the real ones do."""

    class Installing(Calls):
        def __call__(self, *words: str | Path) -> int:
            if "venv" in words:
                python.parent.mkdir(parents=True)
                python.touch()
            return super().__call__(*words)

    return Installing()


def installed(calls: Sequence[Sequence[str]]) -> list[str]:
    """The requirement files that were installed."""
    return [Path(words[words.index("-r") + 1]).name for words in calls if "-r" in words]


def test_a_bare_machine_is_set_up_once(bare: Path, monkeypatch: Patch) -> None:
    calls = install(bare)
    monkeypatch.setattr(run, "call", calls)
    assert run.setup() == 0
    assert installed(calls) == ["requirements.txt"]
    assert any("--require-hashes" in words for words in calls)
    calls.clear()
    assert run.setup() == 0
    assert installed(calls) == []
    assert not any("venv" in words for words in calls)


def test_development_adds_to_it_and_is_not_taken_back(bare: Path, monkeypatch: Patch) -> None:
    calls = install(bare)
    monkeypatch.setattr(run, "call", calls)
    run.setup()
    run.setup(dev=True)
    run.setup()
    run.setup(dev=True)
    assert installed(calls) == ["requirements.txt", "requirements-dev.txt"]


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_changed_requirement_is_installed(bare: Path, monkeypatch: Patch, name: str) -> None:
    calls = install(bare)
    monkeypatch.setattr(run, "call", calls)
    run.setup()
    (run.ROOT / name).write_text("changed", encoding="utf-8")
    run.setup()
    assert installed(calls) == ["requirements.txt"] * 2


def test_an_installation_that_fails_is_tried_again(bare: Path, monkeypatch: Patch) -> None:
    bare.parent.mkdir(parents=True)
    bare.touch()
    monkeypatch.setattr(run, "call", Calls("--require-hashes"))
    assert run.setup() == 7
    calls = Calls()
    monkeypatch.setattr(run, "call", calls)
    assert run.setup() == 0
    assert installed(calls) == ["requirements.txt"]


# --- libraries of the system ---------------------------------------------------------------


@pytest.fixture
def machine(monkeypatch: Patch) -> Callable[..., list[list[str]]]:
    """A Debian with these libraries and programs; answers what was started on it."""

    def make(known: str, *programs: str, root: bool = False) -> list[list[str]]:
        started: list[list[str]] = []

        def start(words: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
            started.append(words)
            return subprocess.CompletedProcess(words, 0, known, "")

        monkeypatch.setattr(
            shutil, "which", lambda name: name if name in (*programs, "apt-get") else None
        )
        monkeypatch.setattr(subprocess, "run", start)
        monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
        return started

    return make


@LINUX
def test_nothing_is_missing(machine: Callable[..., list[list[str]]], capsys: Told) -> None:
    started = machine(HAS_ALL)
    assert run.system_libraries(dev=False, window=False) == 0
    assert [words[0] for words in started] == ["/sbin/ldconfig"]
    assert capsys.readouterr().out == ""
    machine(HAS_WINDOW, *run.TEST_PROGRAMS.values())
    assert run.system_libraries(dev=True, window=True) == 0


@LINUX
def test_without_root_the_line_to_type_is_printed(
    machine: Callable[..., list[list[str]]], capsys: Told
) -> None:
    started = machine(HAS_ALL.replace("libEGL.so.1", "libother.so.1"))
    assert run.system_libraries(dev=False, window=False) == 5
    assert [words[0] for words in started] == ["/sbin/ldconfig"]
    told = capsys.readouterr().out.splitlines()[-1]
    assert told.strip().startswith("sudo apt-get update && sudo apt-get install")
    assert told.endswith(" libegl1")


@LINUX
def test_root_gets_them_installed(machine: Callable[..., list[list[str]]]) -> None:
    started = machine(HAS_ALL, "qpdf", root=True)
    assert run.system_libraries(dev=True, window=False) == 0
    assert [words[1] for words in started[1:]] == ["update", "install"]
    packages = started[-1][4:]
    assert set(packages) >= {"poppler-utils", "libxcb-cursor0", "xvfb"}
    assert not {"qpdf", "libgl1"} & set(packages)


@LINUX
def test_another_system_is_left_alone(monkeypatch: Patch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert run.system_libraries(dev=True, window=True) == 0


# --- starting a program --------------------------------------------------------------------


def test_compiled_code_is_kept(monkeypatch: Patch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    script = "import os, sys; sys.exit('PYTHONDONTWRITEBYTECODE' in os.environ)"
    assert run.call(sys.executable, "-c", script) == 0


def test_the_code_of_the_program_is_answered() -> None:
    assert run.call(sys.executable, "-c", "raise SystemExit(4)") == 4


def test_stopping_by_the_keyboard_is_no_fault(monkeypatch: Patch) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", stop)
    assert run.call("anything") == 6
