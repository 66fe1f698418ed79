"""Imports point downwards: the contracts of pyproject.toml hold, and each of them can break."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}
LAYERS = (
    *("ui", "cli", "services", "sync", "forms", "policy", "storage", "models", "oplog", "core"),
    *("ui/screens", "ui/screens/one", "ui/screens/two", "forms/documents", "policy/rules"),
    "sync/steps",
)
MODULES = (
    *("__main__", "bootstrap", "version", "core/a", "core/b"),
    *("forms/documents/one", "forms/documents/two", "policy/rules/one", "policy/rules/two"),
    *("sync/steps/one", "sync/steps/two"),
)
# One breach of each contract, as somebody in a hurry would write it.
BREACHES = {
    "layers": ("core/a", "import app.services"),
    "qt-only-in-ui": ("services/__init__", "import PySide6"),
    "screens-see-services-only": ("ui/__init__", "import app.storage"),
    "pure-rules-and-forms": ("policy/__init__", "import sqlalchemy"),
    "pure-log": ("oplog/__init__", "import sqlalchemy"),
    "reportlab-only-in-forms": ("services/__init__", "import reportlab"),
    "screens-are-strangers": ("ui/screens/one/__init__", "import app.ui.screens.two"),
    "forms-are-strangers": ("forms/documents/one", "import app.forms.documents.two"),
    "rules-are-strangers": ("policy/rules/one", "import app.policy.rules.two"),
    "steps-are-strangers": ("sync/steps/one", "import app.sync.steps.two"),
    "no-cycles": ("core/a", "import app.core.b"),
}


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The import linter over the ``app`` of a folder, by the project's own contracts."""
    return subprocess.run(
        [
            *(sys.executable, "-c"),
            "import sys; from importlinter.cli import lint_imports_command as main; main()",
            *("--config", str(ROOT / "pyproject.toml"), "--no-logo", *options),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PATH": "", "PYTHONPATH": str(folder), "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
    )


def make_tree(folder: Path) -> None:
    """A program of empty modules in every layer."""
    for place in ("", *LAYERS):
        (folder / "app" / place).mkdir(parents=True, exist_ok=True)
        (folder / "app" / place / "__init__.py").write_text("", encoding="utf-8")
    for name in MODULES:
        (folder / "app" / f"{name}.py").write_text("", encoding="utf-8")
    # b already imports a, so that an import the other way round closes a circle.
    (folder / "app" / "core" / "b.py").write_text("import app.core.a\n", encoding="utf-8")


def test_the_program_keeps_its_contracts() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_empty_program_keeps_them_too(tmp_path: Path) -> None:
    make_tree(tmp_path)
    done = lint(tmp_path, "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a program with all breaches at once."""
    folder = tmp_path_factory.mktemp("broken")
    make_tree(folder)
    for place, line in BREACHES.values():
        with (folder / "app" / f"{place}.py").open("a", encoding="utf-8") as module:
            module.write(f"{line}\n")
    done = lint(folder, "--no-cache")
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_contract_can_break(broken: str, contract: str) -> None:
    assert contract in BREACHES, "show here what this contract forbids"
    assert f"{CONTRACTS[contract]} BROKEN" in broken
