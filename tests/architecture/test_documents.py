"""Documents name what is there: links lead somewhere, paths exist, commands are understood."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    path for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")) if path.is_file()
)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
CODE = re.compile(r"`([^`\n]+)`")
OURS = ("app/", "docs/", "resources/", "tests/", "tools/", ".ci/")
# Places below app/ that a guide names for short.
SHORT = ("core/", "models/", "oplog/", "policy/", "forms/", "services/", "storage/", "sync/", "ui/")

documents = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=[path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
)


def named_paths(text: str) -> list[str]:
    """Paths of the tree that stand in a text as code, without those that hold a place."""
    found = []
    for words in CODE.findall(text):
        name = words.split()[0]
        if name.startswith(SHORT) and name.endswith(".py"):
            name = f"app/{name}"
        if name.startswith(OURS) and not re.search(r"[<>*…{]", name):
            found.append(name)
    return found


@documents
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


@documents
def test_paths_exist(path: Path) -> None:
    names = named_paths(path.read_text(encoding="utf-8"))
    example = {"app/a/b.py", "tests/unit/a/test_b.py"}
    assert [name for name in names if name not in example and not (ROOT / name).exists()] == []


@documents
def test_commands_are_understood(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["nothing"]) == 2
    usage = capsys.readouterr().out
    for command in re.findall(r"python3 run\.py ([a-z0-9]+)", path.read_text(encoding="utf-8")):
        assert re.search(rf"\b{command}\b", usage), command


def test_every_decision_is_listed_and_whole() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    pages = sorted(path for path in folder.glob("[0-9]*.md") if not path.name.startswith("0000"))
    for number, path in enumerate(pages, start=1):
        text = path.read_text(encoding="utf-8")
        title = text.splitlines()[0]
        assert title.startswith(f"# {number:04}. ")
        assert f"[{number:04}]({path.name}) {title.partition('. ')[2]}" in listed
        heads = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
        assert heads == ["Context", "Options", "Decision", "Consequences"]


def test_the_checks_see_what_is_wrong(tmp_path: Path) -> None:
    assert named_paths("`app/gone.py` `storage/gone.py`, `tests/<x>.py` `gone`") == [
        "app/gone.py",
        "app/storage/gone.py",
    ]
    assert LINK.findall("[a](b.md) ![c](d/e.png#f)") == ["b.md", "d/e.png"]
