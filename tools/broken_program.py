"""Runs tests against the program with one seeded bug in it; ``tools.seeded_bugs`` starts it.

The module concerned is read with its text changed, before anything of the program is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

import pytest

from tools.planted_bug import Bug
from tools.seeded_bug_list import BUGS


class _Changed(SourceFileLoader):
    """Loads a module whose text was changed; nothing compiled is kept."""

    def __init__(self, bug: Bug, path: str) -> None:
        super().__init__(bug.module, path)
        self._bug = bug

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        changed = self._bug.applied(self.get_data(path).decode())
        return compile(changed, path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Stands before all others and knows one module."""

    def __init__(self, bug: Bug) -> None:
        self._bug = bug

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._bug.module:
            return None
        found = PathFinder.find_spec(fullname, path, target)
        if found is not None and found.origin is not None:
            found.loader = _Changed(self._bug, found.origin)
        return found


def main(arguments: Sequence[str]) -> int:
    """Plant the bug of that name, run the tests named after it; 1 when one of them sees it."""
    bug = next(one for one in BUGS if one.name == arguments[0])
    if loaded := [name for name in sys.modules if name.split(".")[0] == "app"]:
        raise RuntimeError(f"loaded before the bug was planted: {loaded}")
    sys.meta_path.insert(0, _Finder(bug))
    quiet = ("-q", "-x", "-rf", "--tb=no", "-p", "no:cacheprovider", "-p", "no:randomly")
    return int(pytest.main([*quiet, *arguments[1:]]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
