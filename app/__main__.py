"""``ansinh`` or ``python -m app``: the window, or a command when one is named."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the window without a command; the only late imports are here and at sign-in."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("--data", "--lang"):
        from app.ui.start import run_window

        return run_window(arguments)
    from app.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
