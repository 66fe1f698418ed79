"""The very first steps of the program, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes no core dumps")
def test_a_crash_leaves_no_core_dump() -> None:
    lines = (
        "import resource, sys",
        "import app.__main__ as program",
        "sys.argv = ['ansinh', 'form', 'list', '--json']",
        "program.main()",
        "print(resource.getrlimit(resource.RLIMIT_CORE))",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        capture_output=True,
        text=True,
        check=True,
        cwd=HOME,
        timeout=60,
    )
    assert done.stdout.splitlines()[-1] == "(0, 0)"
