"""Loads the Qt binding without what it does for its own makers and compiles anew at each start.

- It puts a function of its own in the place of ``import``, which reads the source of every module
  imported afterwards, to see whether that module wants one of the binding's switches, and keeps
  all those lines. Nobody here uses the switches; without them the rest of the program is loaded a
  fifth sooner and takes 20 MB less.
- With itself it loads two modules that write type stubs for editors, and all that those need.
  Empty ones take their place.
- Its own modules come as source out of an archive. What Python makes of them is kept beside ours
  in ``__pycache__`` (:mod:`app.ui.kept_code`).

Together the first window comes a fifth sooner.
"""

from __future__ import annotations

import builtins
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from app.ui.kept_code import KeptCode

STUB_WRITERS = {"enum_sig", "pyi_generator"}
THEIR_PACKAGE = "shibokensupport.signature.lib"
THEIR_FILES = ("shibokensupport/", "signature_bootstrap.py")


def import_plainly() -> None:
    """Load the binding, and put Python's own ``import`` back; safe to repeat."""
    plain_import, plain_compile = builtins.__import__, builtins.compile

    def without_stub_writers(name: str, *words: Any, **named: Any) -> Any:
        wanted = named.get("fromlist") or (words[2] if len(words) > 2 else None) or ()
        if name == THEIR_PACKAGE:
            for one in STUB_WRITERS & set(wanted):
                _put_empty(f"{name}.{one}")
        return plain_import(name, *words, **named)

    kept = KeptCode("binding")

    def compile_once(source: Any, file: Any, mode: str, *words: Any, **named: Any) -> Any:
        if mode == "exec" and isinstance(source, bytes) and str(file).startswith(THEIR_FILES):
            return kept.code(source, file)
        return plain_compile(source, file, mode, *words, **named)

    builtins.__import__ = without_stub_writers
    builtins.compile = compile_once  # type: ignore[assignment]  # a function in place of another
    try:
        import PySide6.QtCore  # noqa: F401  # late on purpose: it is what changes ``import``
    finally:
        builtins.__import__, builtins.compile = plain_import, plain_compile
    kept.save()


def _put_empty(name: str) -> None:
    module = ModuleType(name)
    module.__spec__ = ModuleSpec(name, None)
    sys.modules[name] = module
    package, _dot, last = name.rpartition(".")
    setattr(sys.modules[package], last, module)
