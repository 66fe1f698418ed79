"""``ansinh`` or ``python -m app``: the window, or a command when one is named."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

if sys.platform != "win32":
    import resource


def main() -> int:
    """Open the window without a command; the only late imports are here and at sign-in."""
    leave_no_memory_behind()
    arguments = sys.argv[1:]
    if not arguments or arguments[0] == "--data":
        code: int = load_window().run_window(arguments)
        return code
    from app.cli.main import run

    code = run(arguments)
    if code == 0 and arguments[0] == "demo":
        return tour(arguments)
    return code


def leave_no_memory_behind() -> None:
    """A crash writes no core dump: the memory holds the key and people's data in clear."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def load_window() -> ModuleType:
    """The window's half. Nothing made before the first paint is garbage, so none is looked for.

    ``app.ui.collector`` begins to look once everything is loaded.
    """
    gc.disable()
    from app.ui import start

    return start


def tour(arguments: Sequence[str]) -> int:
    """Pictures of the demo from the real screens; says so where Qt is not installed."""
    from app.cli.main import build_parser
    from app.cli.output import note
    from app.core.i18n import _

    if find_spec("PySide6") is None:
        note(_("Qt is not installed here, so no pictures were taken."))
        return 0
    from app.ui.tour import take_pictures

    for name in take_pictures(Path(build_parser().parse_args(arguments).out)):
        note(f"pictures/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
