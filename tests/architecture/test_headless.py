"""The command line and everything below it run on a machine without Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Qt is refused as if it had never been installed; then every module but the window's is loaded.
SCRIPT = """
import importlib, json, sys
from pathlib import Path

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, NoQt())
names = sorted(
    ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    for path in Path("app").rglob("*.py")
    if path.parts[1] != "ui" and "migrations" not in path.parts
)
for name in names:
    importlib.import_module(name)
print(json.dumps(names))
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def test_everything_but_the_window_loads_without_qt() -> None:
    done = run("-c", SCRIPT)
    assert done.returncode == 0, done.stderr
    names = set(json.loads(done.stdout))
    assert {"app.__main__", "app.bootstrap", "app.cli.main", "app.services.container"} <= names


def test_the_refusal_is_real() -> None:
    done = run("-c", SCRIPT + "\nimport app.ui.tasks")
    assert done.returncode == 1
    assert "No module named 'PySide6" in done.stderr


def test_a_command_loads_no_qt() -> None:
    script = (
        "import sys; from app.cli.main import build_parser; build_parser();"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'app.ui'))])"
    )
    done = run("-c", script)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
