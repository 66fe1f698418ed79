"""``ansinh`` as a process of its own, without the price of Argon2id.

``python -m tests.fakes.quick_cli [--nobody] COMMAND …``: ``--nobody`` gives up the
rights of root once the program is loaded, to whom no folder is read-only.
"""

from __future__ import annotations

import os
import sys
from unittest.mock import patch

from app.cli.main import run
from app.storage import key_slots
from tests.fakes.cheap_stretching import digest

NOBODY = 65534


def main(words: list[str]) -> int:
    """Run the command; the exit code is the program's."""
    if words[0] == "--nobody":
        words = words[1:]
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
    with patch.object(key_slots, "hash_secret_raw", digest):
        return run(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
