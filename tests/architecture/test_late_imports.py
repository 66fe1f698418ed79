"""Imports stand at the top of their module; every exception is named here with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# module → imports inside its functions
ALLOWED = {
    # The door: a command never loads Qt, the window never loads the command line. Only the demo
    # takes pictures of the screens when its work is done, where Qt is there.
    "app/__main__.py": {
        "app.cli.main.build_parser",
        "app.cli.main.run",
        "app.cli.output.note",
        "app.core.i18n._",
        "app.ui.start",
        "app.ui.tour.take_pictures",
    },
    # The first window is painted by Qt alone; database and papers load while somebody types.
    # So are the windows that follow the sign-in; until then they would only delay the first paint.
    "app/ui/loader.py": {"app.bootstrap", "app.ui.later_windows"},
    # The first window shows no icon and tells no reader of saving: each of the binding's classes
    # takes its milliseconds when it is first named, and the renderer a library of its own.
    "app/ui/theme/icons.py": {
        "PySide6.QtCore.QByteArray",
        "PySide6.QtGui.QIcon",
        "PySide6.QtSvg.QSvgRenderer",
    },
    "app/ui/widgets/key_bar.py": {
        "PySide6.QtGui.QAccessible",
        "PySide6.QtGui.QAccessibleEvent",
    },
    # Whoever is told of a bug waits for no window; the first window would wait for these.
    "app/ui/crash.py": {
        "app.core.clock.SystemClock",
        "app.core.clock.local",
        "logging",
    },
    # The first window shows no id; their type asks the machine what it is when it is loaded.
    "app/core/station.py": {"uuid.UUID"},
    # What is imported here changes ``import`` itself, which is put back in the next line.
    "app/ui/plain_import.py": {"PySide6.QtCore"},
    # Alembic takes a quarter of a second and is needed once a year, when tables change.
    "app/storage/upgrade.py": {
        "alembic.command",
        "alembic.script.ScriptDirectory",
        "alembic.config.Config",
    },
}


def late_imports(tree: ast.AST) -> Iterator[str]:
    """Every name imported inside a function."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for node in ast.walk(function):
                if isinstance(node, ast.Import):
                    yield from (name.name for name in node.names)
                elif isinstance(node, ast.ImportFrom):
                    yield from (f"{node.module}.{name.name}" for name in node.names)


def test_no_import_is_late_without_a_reason() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): names
        for path in sorted((ROOT / "app").rglob("*.py"))
        if (names := set(late_imports(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert found == ALLOWED


def test_a_late_import_is_seen() -> None:
    source = "import os\ndef f():\n    if True:\n        from a.b import c, d\n        import e\n"
    assert list(late_imports(ast.parse(source))) == ["a.b.c", "a.b.d", "e"]
