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
