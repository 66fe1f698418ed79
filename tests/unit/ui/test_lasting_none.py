"""A window that paints for hours does not use up the interpreter's None."""

from __future__ import annotations

import subprocess
import sys

from app.ui.lasting_none import PLENTY, keep_none_alive

PAINTS_MUCH = """
import app.ui
from PySide6.QtCore import QRect
rect = QRect(0, 0, 1, 1)
for _ in range(60_000):
    rect.adjust(0, 0, 0, 0)
print("alive")
"""


def test_none_has_references_to_spare() -> None:
    keep_none_alive()
    before = sys.getrefcount(None)
    keep_none_alive()

    assert sys.getrefcount(None) >= PLENTY // 2
    assert abs(sys.getrefcount(None) - before) < PLENTY // 2, "given once, not each time"


def test_many_calls_without_result_do_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAINTS_MUCH], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "alive"
