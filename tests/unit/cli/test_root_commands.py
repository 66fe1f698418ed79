"""Two of three keys in drawers, as scripts do it: draft here, sign elsewhere, publish here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import run
from app.core.station import DATABASE_FILE
from tests.fakes.cheap_key_files import cheap_key_files
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.cli_stations import PASSPHRASE, make

__all__ = ["cheap_key_files", "cheap_stretching"]


class Bench:
    """A folder with the files that go from hand to hand."""

    def __init__(self, folder: Path, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.office, self._capsys = folder, office, capsys

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def run(self, *words: str, here: bool = True) -> int:
        self._capsys.readouterr()
        return run([*words, *(("--data", str(self.office)) if here else ())])

    def json(self, *words: str, here: bool = True) -> Any:
        assert self.run(*words, "--json", here=here) == 0
        return json.loads(self._capsys.readouterr().out)

    def said(self, *words: str, here: bool = True) -> list[str]:
        assert self.run(*words, here=here) == 0
        return self._capsys.readouterr().out.splitlines()


@pytest.fixture
def bench(
    tmp_path: Path,
    cheap_stretching: None,
    cheap_key_files: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Bench:
    _, office = make(tmp_path, monkeypatch)
    return Bench(tmp_path, office, capsys)


def test_from_one_key_to_two_of_three(bench: Bench) -> None:
    keys = [
        bench.json("root", "key", "--out", bench.path(f"{name}.tgxs"), here=False)["public"]
        for name in ("one", "two")
    ]
    added = [word for key in keys for word in ("--add-key", key)]
    draft = bench.path("draft.tgxr")
    view = bench.json("root", "draft", *added, "--threshold", "2", "--out", draft)
    assert (view["complete"], view["signed_new"], view["needed_new"]) == (False, 1, 2)
    assert bench.run("root", "publish", draft) == 4
    signed = bench.path("signed.tgxr")
    sign = ("root", "sign", draft, "--key", bench.path("one.tgxs"), "--out", signed)
    assert bench.json(*sign, here=False)["complete"]
    assert bench.json("root", "show", signed)["digits"] == view["digits"]
    assert bench.json("root", "publish", signed)["version"] == 2
    found = bench.json("root", "show")
    assert (found["threshold"], len(found["keys"]), found["here"]) == (2, 3, 1)


def test_the_stations_key_goes_to_a_drawer(bench: Bench) -> None:
    secret = bench.folder / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    words = ("root", "take-out", "--out", bench.path("k"), "--key-passphrase-file", str(secret))
    assert bench.said(*words)
    assert bench.json("root", "show")["here"] == 0
    assert bench.run(*words) == 3
    draft, signed = bench.path("d"), bench.path("s")
    assert bench.said("root", "draft", "--renew", "issuer", "--out", draft)[-1].count("0/1") == 2
    assert bench.said("root", "sign", draft, "--key", bench.path("k"), "--out", signed, here=False)
    assert bench.said("root", "publish", signed)


def test_what_people_read(bench: Bench) -> None:
    assert len(bench.said("root", "show")) == 4
    draft = bench.path("d")
    lines = bench.said("root", "draft", "--renew", "policy", "--out", draft)
    assert lines[2].startswith("- ")
    assert bench.said("root", "show", draft) == lines
    assert bench.said("root", "key", "--out", bench.path("k"), here=False)[0].isalnum()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("draft", "--out", "x"), 3),
        (("draft", "--add-key", "12", "--out", "x"), 3),
        (("show", "no-such-file"), 3),
        (("publish", __file__), 4),
    ],
)
def test_exit_codes(bench: Bench, words: tuple[str, ...], code: int) -> None:
    assert bench.run("root", *words) == code


def test_a_document_that_was_lost(bench: Bench) -> None:
    for _ in range(2):  # the second one is put back by hand
        kept = (bench.office / DATABASE_FILE).read_bytes()
        draft = bench.path("draft.tgxr")
        bench.json("root", "draft", "--renew", "policy", "--out", draft)
        bench.json("root", "publish", draft)
    (bench.office / DATABASE_FILE).write_bytes(kept)
    assert bench.json("root", "show")["missing"] == 3
    assert bench.run("root", "draft", "--extend", "--out", draft) == 3
    assert bench.run("root", "go-on-without", "9") == 3
    assert bench.json("root", "go-on-without", "3") == {"given_up": 3}
    assert bench.json("root", "show")["missing"] is None
