"""``python -m tools.bench.at_the_desk bare DIR KEYFILE``, ``ours`` or ``calm DIR PASSPHRASE``.

Signs in, opens the list, goes on working. Prints one line of JSON: milliseconds, the longest
stalls by what was done, memory in KiB. ``calm`` waits after sign-in until nothing is under way.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TYPED = "nguyen thi h"


def memory(name: str = "VmRSS") -> int:
    """This process's memory in KiB, by its name in ``/proc/self/status``."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise LookupError(name)


def bare(folder: Path, key: bytes) -> dict[str, Any]:
    """The same query by the driver alone, its first page in Qt's own table."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem

    from app.storage.database import connect

    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    told: dict[str, Any] = {"window": memory()}
    begun = perf_counter()
    connection = connect(folder / "ansinh.db", key)
    numbers = [
        row[0]
        for row in connection.execute(
            "SELECT n FROM search WHERE kind = 'person' ORDER BY sort_key"
        )
    ]
    page = ",".join(str(number) for number in numbers[:100])
    rows = connection.execute(
        "SELECT p.name, p.birth FROM search s JOIN person p ON p.pv = s.pv AND p.id = s.id"
        f" WHERE s.n IN ({page}) ORDER BY s.sort_key"  # numbers of our own
    ).fetchall()
    table = QTableWidget(len(rows), 2)
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.setItem(at, column, QTableWidgetItem(words or ""))
    window.setCentralWidget(table)
    app.processEvents()
    return told | {"list": (perf_counter() - begun) * 1000}


def ours(folder: Path, passphrase: str, *, calm: bool) -> dict[str, Any]:
    """The program itself, driven by its own window."""
    from app.__main__ import load_window

    start = load_window()
    from tools.bench.stalls import StallMeter

    app = start.make_application()
    program = start.Program(app, folder)
    meter = StallMeter()
    told: dict[str, Any] = {"argon": 0.0}
    work = _work(app, program, passphrase, meter, told, calm=calm)
    program.show()
    _step(app, work)
    app.exec()
    return {**told, "stalls": meter.longest}


Wait = Callable[[], bool]


def _step(app: Any, work: Iterator[Wait], wait: Wait | None = None) -> None:
    """Go on with the work once what it waits for has come."""
    from PySide6.QtCore import QTimer

    if wait is None or wait():
        wait = next(work, None)
        if wait is None:
            app.quit()
            return
    QTimer.singleShot(1, lambda: _step(app, work, wait))


def _work(
    app: Any, program: Any, passphrase: str, meter: Any, told: dict[str, Any], *, calm: bool
) -> Iterator[Wait]:
    from PySide6.QtTest import QTest

    yield lambda: program.loader.windows is not None
    _time_argon(told)
    screen = program.window.centralWidget()
    screen.passphrase.set_text(passphrase)
    meter.start("sign-in")
    begun = perf_counter()
    screen.submit.press()
    yield lambda: hasattr(program.window, "go")
    frame = program.window
    told["frame"] = (perf_counter() - begun) * 1000 - told["argon"]
    if calm:
        yield lambda: not frame.tasks.busy
        told["signed_in"] = memory()
    meter.start("people")
    frame.go("people")
    people = frame.screen_shown
    yield lambda: people.list.lines() > 0
    people.list.viewport().repaint()
    told["list"] = (perf_counter() - begun) * 1000 - told["argon"]
    yield lambda: not frame.tasks.busy
    meter.start("scroll")
    bar = people.list.verticalScrollBar()
    for part in range(1, 21):
        bar.setValue(bar.maximum() * part // 20)
        yield lambda: not frame.tasks.busy
    told["listed"] = memory()
    for key in list(frame._entries):
        meter.start(key)
        frame.go(key)
        yield lambda: not frame.tasks.busy
    meter.start("search")
    frame.top.focus_search()
    for letter in TYPED:
        QTest.keyClicks(app.focusWidget(), letter)
        yield lambda: not frame.tasks.busy
    frame.close()


def _time_argon(told: dict[str, Any]) -> None:
    """Argon2id takes its time on purpose; it is counted apart."""
    from app.storage import key_slots

    plain = key_slots.hash_secret_raw  # type: ignore[attr-defined]  # what it imported

    def timed(*words: Any, **named: Any) -> bytes:
        begun = perf_counter()
        try:
            return plain(*words, **named)
        finally:
            told["argon"] += (perf_counter() - begun) * 1000

    key_slots.hash_secret_raw = timed  # type: ignore[attr-defined]  # as above


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        print(json.dumps(bare(Path(sys.argv[2]), Path(sys.argv[3]).read_bytes())))
    else:
        print(json.dumps(ours(Path(sys.argv[2]), sys.argv[3], calm=sys.argv[1] == "calm")))
    sys.stdout.flush()
    os._exit(0)
