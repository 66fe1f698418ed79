"""What Python made of source that did not come from a file, kept like that of any module.

It lies in ``__pycache__`` under the same conditions: written where the folder lets us, left alone
when Python is told to write no bytecode, believed only for the very same source. Whoever can write
there can change the program's own modules too.
"""

from __future__ import annotations

import marshal
import os
import sys
from builtins import compile as compile_plainly
from contextlib import suppress
from importlib.util import cache_from_source, source_hash
from types import CodeType


class KeptCode:
    """The compiled modules of one archive; ``name`` is that of the file."""

    def __init__(self, name: str) -> None:
        folder, ours = os.path.split(cache_from_source(__file__))  # pathlib loads longer than this
        ending = ours.partition(".")[2].removesuffix("pyc")  # which Python, and how it optimises
        self._path = os.path.join(folder, f"{name}.{ending}code")
        self._known = _read(self._path)
        self._used: dict[tuple[str, bytes], CodeType] = {}

    def code(self, source: bytes, file: str) -> CodeType:
        """The code of ``source``, compiled only when it was not kept."""
        key = (file, source_hash(source))
        found = self._known.get(key)
        self._used[key] = found or compile_plainly(source, file, "exec")
        return self._used[key]

    def save(self) -> None:
        """Keep what was compiled now; where that is not possible nothing is lost."""
        if sys.dont_write_bytecode or self._used.keys() <= self._known.keys():
            return
        draft = f"{self._path}.{os.getpid()}"
        with suppress(OSError):
            with open(draft, "xb") as file:
                file.write(marshal.dumps(self._used))
            os.replace(draft, self._path)


def _read(path: str) -> dict[tuple[str, bytes], CodeType]:
    try:
        with open(path, "rb") as file:
            known = marshal.loads(file.read())
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return known if isinstance(known, dict) else {}
