"""The one entry for people who set up, run or build AnSinh; needs nothing but Python 3.11.

python3 run.py            set up, then open the window (without a display: the demo tour)
python3 run.py setup      only set up; afterwards .venv/bin/ansinh is the program
python3 run.py test       every check that the gate runs
python3 run.py lint | types | gui | i18n | bench | demo [options]
python3 run.py histories | bugs    random histories of many stations; bugs planted to be caught
python3 run.py fuzz | attacks      every decoder under fire; damaged bundles given to a station
python3 run.py sticks              bundles on real disks that are full, locked, pulled (root)
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")

# What Qt, the papers and the tests need of Debian 12; a file that shows it is there.
LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
}
TEST_PROGRAMS = {
    "poppler-utils": "pdftotext",
    "qpdf": "qpdf",
    "age": "age",
    "openssl": "openssl",
    "xvfb": "Xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code is that of the last program started."""
    if sys.version_info < (3, 11):  # noqa: UP036  # the one file that an older Python may read
        print("AnSinh cần Python 3.11 trở lên. / AnSinh needs Python 3.11 or newer.")
        return 5
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "setup": lambda rest: setup(),
        "test": test,
        "lint": lint,
        "types": types,
        "gui": gui,
        "i18n": i18n,
        "bench": bench,
        "histories": histories,
        "bugs": bugs,
        "fuzz": fuzz,
        "attacks": attacks,
        "sticks": sticks,
        "demo": demo,
    }
    if not arguments:
        return window()
    command = commands.get(arguments[0])
    if command is None:
        print(__doc__)
        return 2
    return command(arguments[1:])


def window() -> int:
    """Open the window; where no display is, make the demo tour's papers and pictures instead."""
    needs_display = sys.platform.startswith("linux")
    if needs_display and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print("Máy này không có màn hình: chạy thử toàn bộ công việc vào build/demo/ …")
        print("No display here: the demo tour runs into build/demo/ instead …", flush=True)
        return demo([])
    if code := setup(window=True):
        return code
    return call(PYTHON, "-m", "app")


def demo(rest: Sequence[str]) -> int:
    """The whole job on invented people; options go to ``ansinh demo``."""
    if code := setup():
        return code
    out = [] if "--out" in rest else ["--out", str(ROOT / "build" / "demo")]
    return call(PYTHON, "-m", "app", "demo", *out, *rest)


def test(rest: Sequence[str]) -> int:
    """Every check that the gate runs; further words go to pytest."""
    if code := setup(dev=True):
        return code
    for step in (lint_steps(), type_steps(), i18n_steps(check=True)):
        for words in step:
            if code := call(*words):
                return code
    return call(PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", *rest)


def lint(rest: Sequence[str]) -> int:
    """Style, import contracts and house rules."""
    return setup(dev=True) or first_failure(lint_steps())


def types(rest: Sequence[str]) -> int:
    """Strict types."""
    return setup(dev=True) or first_failure(type_steps())


def gui(rest: Sequence[str]) -> int:
    """The window's job by keyboard on a real screen of its own (Xvfb)."""
    return setup(dev=True, window=True) or call(PYTHON, "-m", "tools.window_job", *rest)


def i18n(rest: Sequence[str]) -> int:
    """Collect messages, bring the catalogues up to date, compile them."""
    return setup(dev=True) or first_failure(i18n_steps(check=False))


def bench(rest: Sequence[str]) -> int:
    """Measure against floors in the same run; never fails by time."""
    return setup(dev=True) or call(PYTHON, "-m", "tools.bench", *rest)


def histories(rest: Sequence[str]) -> int:
    """Random histories of many stations: ``--pure 20000 --files 500``."""
    return setup(dev=True) or call(PYTHON, "-m", "tools.histories", *rest)


def bugs(rest: Sequence[str]) -> int:
    """Plant every seeded bug and see it caught."""
    return setup(dev=True) or call(PYTHON, "-m", "tools.seeded_bugs", *rest)


def fuzz(rest: Sequence[str]) -> int:
    """Spoil whatever comes from outside: ``--seconds 600``."""
    return setup(dev=True) or call(PYTHON, "-m", "tools.fuzz", *rest)


def attacks(rest: Sequence[str]) -> int:
    """Give damaged, spliced, repeated and re-encrypted bundles to a station: ``--times 500``."""
    return setup(dev=True) or call(PYTHON, "-m", "tools.attacks", *rest)


def sticks(rest: Sequence[str]) -> int:
    """Write to disks made for it, FAT32 where the system knows it; needs root."""
    return setup(dev=True) or call(PYTHON, "-m", "tools.sticks", *rest)


def lint_steps() -> list[list[str | Path]]:
    """Style, import contracts, house rules."""
    return [
        [BIN / "ruff", "check", "."],
        [BIN / "ruff", "format", "--check", "."],
        [BIN / "lint-imports"],
        [PYTHON, "-m", "tools.check_house"],
    ]


def type_steps() -> list[list[str | Path]]:
    """Strict types."""
    return [[PYTHON, "-m", "mypy"]]


def i18n_steps(*, check: bool) -> list[list[str | Path]]:
    """Catalogues: compare, or bring up to date."""
    return [[PYTHON, "-m", "tools.catalogues", "--check" if check else "--update"]]


def first_failure(steps: list[list[str | Path]]) -> int:
    """Run the steps in order; the first exit code that is not zero."""
    return next((code for words in steps if (code := call(*words))), 0)


def setup(*, dev: bool = False, window: bool = False) -> int:
    """Make ``.venv`` what the requirement files say; quick when nothing changed."""
    if code := system_libraries(dev=dev, window=window):
        return code
    name = "requirements-dev.txt" if dev else "requirements.txt"
    wanted = fingerprint(ROOT / "requirements.txt", ROOT / name, ROOT / "pyproject.toml")
    stamp = VENV / ".ansinh"
    have = stamp.read_text().split() if stamp.exists() else []
    if wanted not in have or not PYTHON.exists():
        if not PYTHON.exists() and (code := call(sys.executable, "-m", "venv", str(VENV))):
            return code
        install: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet"]
        install.append("--disable-pip-version-check")
        print(f"Đang cài thư viện theo {name} … / Installing libraries …", flush=True)
        if code := call(*install, "--require-hashes", "-r", str(ROOT / name)):
            return code
        if code := call(*install, "--no-deps", "--no-build-isolation", "-e", str(ROOT)):
            return code
        # Some libraries bring templates that are no Python; they are nobody's concern.
        call(PYTHON, "-m", "compileall", "-qq", str(VENV / "lib"))
        # What serves development serves running too.
        plain = fingerprint(ROOT / "requirements.txt", ROOT / "pyproject.toml")
        stamp.write_text(f"{wanted}\n{plain}\n")
    # Without compiled code the first window takes twice as long.
    call(PYTHON, "-m", "compileall", "-q", str(ROOT / "app"))
    return call(PYTHON, "-m", "tools.compile_catalogues")


def system_libraries(*, dev: bool, window: bool) -> int:
    """Install what Debian or Ubuntu lacks (as root) or print the one line to type."""
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return 0
    known = subprocess.run(
        ["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=False
    ).stdout
    wanted = dict(LIBRARIES)
    if dev or window:
        wanted |= WINDOW_LIBRARIES
    missing = [package for package, library in wanted.items() if library not in known]
    if dev:
        missing += [p for p, program in TEST_PROGRAMS.items() if not shutil.which(program)]
    try:
        import ensurepip  # noqa: F401  # Debian keeps it apart
    except ImportError:
        missing.append("python3-venv")
    if not missing:
        return 0
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        print("Hãy gõ dòng này rồi chạy lại: / Type this line, then run again:")
        print("  sudo apt-get update && sudo " + " ".join(line))
        return 5
    print("Đang cài: / Installing: " + " ".join(missing), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    return subprocess.run(line, check=False, env=quiet, stdout=subprocess.DEVNULL).returncode


def fingerprint(*files: Path) -> str:
    """SHA-256 over the files' contents, each file once."""
    digest = hashlib.sha256()
    for file in dict.fromkeys(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def call(*words: str | Path) -> int:
    """Start a program in the project's folder, with compiled code kept."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    try:
        return subprocess.run([str(w) for w in words], cwd=ROOT, env=environment).returncode
    except KeyboardInterrupt:
        return 6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
