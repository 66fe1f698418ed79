"""The Qt binding leaves ``import`` as it was."""

from __future__ import annotations

import subprocess
import sys

CHECK = """
import builtins, linecache
plain = builtins.__import__
import app.ui.actions
from app.ui.plain_import import import_plainly
import_plainly()
assert builtins.__import__ is plain
kept = [name for name in linecache.cache if name.endswith("actions.py")]
print(kept)
"""


def test_import_stays_pythons_own() -> None:
    result = subprocess.run(
        [sys.executable, "-c", CHECK], capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stdout.strip() == "[]"


LIGHT = """
import builtins, sys
plain = builtins.compile
import app.ui.tasks
assert builtins.compile is plain
from PySide6.QtCore import QTimer
try:
    QTimer("x")
except TypeError as error:
    assert "Supported signatures" in str(error), error
lib = "PySide6.support.signature.lib"
print([name for name in ("enum_sig", "pyi_generator") if vars(sys.modules[f"{lib}.{name}"]).keys()
       - {"__name__", "__doc__", "__package__", "__loader__", "__spec__"}])
"""


def test_what_writes_stubs_is_left_out_and_mistakes_are_still_told() -> None:
    result = subprocess.run(
        [sys.executable, "-c", LIGHT], capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stdout.strip() == "[]"
