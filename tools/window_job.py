"""``python3 run.py gui``: the officer's first job in a real window, by keyboard alone.

Starts a screen of its own (Xvfb), opens the program on a fresh workstation and types as an
officer would: sign in, a household with three members, a dossier for the elder, the reasons, the
application as it prints, an emergency case, a sending. Then the workstation is opened without a
window to see that everything is there. Pictures go to ``build/window``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import ImageGrab
from PIL.Image import Image

from app import bootstrap
from app.bootstrap import Services
from app.core.clock import SystemClock
from app.services import station_making
from app.services.demo.stations import enrol
from app.services.station_making import NewStation

ROOT = Path(__file__).resolve().parents[1]
OUT = Path(os.environ.get("ANSINH_WINDOW_OUT", ROOT / "build" / "window"))
SCREEN = "1366x768x24"
PASSPHRASE = "bon tu de nho thoi"
OFFICER = "Lương Thị Hạnh"
PATIENCE = 20.0  # seconds until something that should have come is missed
LOOK_EVERY = 0.05
STILL = 3  # looks that show the same: nothing moves any more
MEMBERS = (
    ("H’Rơ̆m Ƀuôn Yă", "nữ", "6/12/1945", ""),
    ("Y Blơ̆ Ƀuôn Yă", "nam", "2012", "cháu"),
    ("H’Nŭr Ƀuôn Yă", "nữ", "3/2016", "cháu"),
)


def main() -> int:
    """Do the job; 1 with one line when something is not as it should be."""
    shutil.rmtree(OUT, ignore_errors=True)
    (OUT / "stick").mkdir(parents=True)
    folder = _prepare(OUT / "stations")
    with _screen() as display, _program(folder, display) as keys:
        _job(keys)
    return _look(folder)


class Keys:
    """An officer's ten fingers."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._pictures = 0

    def press(self, *names: str) -> None:
        """Press keys one after the other (``ctrl+s``, ``Tab``), each answered before the next."""
        for name in names:
            self._answered("key", "--clearmodifiers", name)

    def type(self, words: str) -> None:
        """Type words, Vietnamese letters too; what they bring up is there afterwards."""
        self._answered("type", "--delay", "40", words)

    def still(self) -> bytes:
        """What the screen shows, once it has stopped changing."""
        shown, same, end = self._grab().tobytes(), 0, time.monotonic() + PATIENCE
        while same < STILL and time.monotonic() < end:
            time.sleep(LOOK_EVERY)
            now = self._grab().tobytes()
            same, shown = (same + 1 if now == shown else 0), now
        return shown

    def window(self, title: str) -> bool:
        """Whether a window with that title is there."""
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return bool(found.stdout.strip())

    def focus(self, title: str) -> None:
        """Give a window the focus; there is no window manager to do it."""
        self._run("search", "--onlyvisible", "--name", title, "windowfocus", "--sync")

    def picture(self, name: str) -> None:
        """What the screen shows now."""
        self.still()
        self._pictures += 1
        self._grab().save(OUT / f"{self._pictures:02d}-{name}.png")

    def _answered(self, *words: str) -> None:
        """Do it, see the screen change, and wait until it has stopped changing."""
        before = self.still()
        self._run(*words)
        _until(lambda: self._grab().tobytes() != before, f"nothing followed on {' '.join(words)}")
        self.still()

    def _grab(self) -> Image:
        return ImageGrab.grab(xdisplay=self._environment["DISPLAY"])

    def _run(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True)


def _job(keys: Keys) -> None:
    _until(lambda: keys.window("AnSinh"))
    keys.focus("AnSinh")
    keys.picture("sign-in")
    keys.type(PASSPHRASE)
    keys.press("Return")
    _until(lambda: keys.window("AnSinh · "))
    keys.focus("AnSinh · ")
    keys.picture("first-screen")
    _household(keys)
    _dossier(keys)
    _emergency(keys)
    _sending(keys)


def _household(keys: Keys) -> None:
    keys.press("alt+n", "ctrl+n")
    keys.press("Down", "Tab")
    keys.type("Cuối buôn, gần suối")
    keys.press("Tab", "Tab", "Down", "Down", "Tab")
    for name, sex, birth, relation in MEMBERS:
        for cell in (name, sex, birth, relation, "", ""):
            if cell:
                keys.type(cell)
            keys.press("Tab")
    keys.picture("household-typed")
    keys.press("ctrl+s")
    keys.picture("household-saved")


def _dossier(keys: Keys) -> None:
    """A dossier for the elder, the reasons, the application as it prints."""
    keys.press("alt+t", "ctrl+n")
    keys.type("rom")
    keys.press("Return")
    keys.picture("dossier-person")
    keys.type("5.5.a")
    keys.press("ctrl+s")
    keys.picture("dossier-opened")
    keys.press("F6")
    keys.picture("reasons")
    keys.press("Escape", "ctrl+p")
    keys.picture("application-1d")
    keys.press("Escape")


def _emergency(keys: Keys) -> None:
    """A burned house: the legal minimum and clock follow what is typed."""
    keys.press("alt+k", "ctrl+n")
    keys.press("1", "Tab")
    keys.type("rom")
    keys.press("Return")
    keys.press("Tab")  # the place is the household's village
    keys.type("Y Pher, trưởng buôn")
    keys.press("Tab", "Tab", "q")
    keys.picture("emergency-typed")
    keys.press("ctrl+s")
    keys.picture("emergency-saved")


def _sending(keys: Keys) -> None:
    """Everything goes into a folder, is read back, and its check words are told."""
    keys.press("alt+d")
    keys.press("1", "ctrl+Return")
    keys.picture("sending-where")
    keys.type(str(OUT / "stick"))
    keys.press("Return")
    keys.picture("sent")


def _prepare(folder: Path) -> Path:
    clock = SystemClock()
    commune = station_making.create_station(
        folder / "commune",
        NewStation("commune", 224640, OFFICER, "Chuyên viên", PASSPHRASE),
        clock,
    ).services
    office = station_making.create_station(
        folder / "office",
        NewStation("office", 299068, "Đinh Thị Vân", "Chuyên viên", PASSPHRASE),
        clock,
    ).services
    enrol(commune, office)
    commune.households.add_village({"name": "Buôn Nui", "kind": "buôn"})
    commune.close()
    office.close()
    return folder / "commune"


def _look(folder: Path) -> int:
    services = _opened(folder)
    try:
        found = {
            "persons": len(services.people.numbers()),
            "dossiers": len(services.dossiers.lines()),
            "cases": len(services.emergencies.lines()),
            "bundles": len(services.exchange.sent()),
        }
        report = services.upkeep.doctor()
    finally:
        services.close()
    print(", ".join(f"{name} {count}" for name, count in found.items()))
    wanted = {"persons": 3, "dossiers": 1, "cases": 1, "bundles": 1}
    short = [name for name, count in wanted.items() if found[name] < count]
    if short or not report.healthy:
        print(f"missing: {', '.join(short) or 'the data are not whole'}")
        return 1
    return 0


def _opened(folder: Path) -> Services:
    from app.core.station import read_card

    card = read_card(folder)
    assert card is not None
    return bootstrap.open_station(folder, card.officers[0].id, PASSPHRASE)


@contextmanager
def _screen() -> Iterator[str]:
    """A screen nobody sees; its name. The server picks a number that is free."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _program(folder: Path, display: str) -> Iterator[Keys]:
    environment = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}
    environment |= {"DISPLAY": display, "ANSINH_STATE": str(OUT / "state")}
    program = subprocess.Popen(
        [sys.executable, "-m", "app", "--data", str(folder)], cwd=ROOT, env=environment
    )
    try:
        yield Keys(environment)
    finally:
        program.terminate()
        program.wait()


def _until(reached: Callable[[], bool], otherwise: str = "the window did not come") -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > end:
            raise SystemExit(otherwise)
        time.sleep(LOOK_EVERY)


if __name__ == "__main__":
    sys.exit(main())
