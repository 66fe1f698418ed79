"""Writes bundles to real disks made for it: ``python3 run.py sticks``, as root.

A disk in a file is formatted as FAT32 as sticks are (ext4 where the system knows no FAT), mounted
where nobody else sees it, written to, filled, locked, pulled at every piece; it forgets what
was written before it is read back. Whatever has the name of a bundle has to be whole.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyrage

from app.core.errors import Environment
from app.sync.container import MAGIC
from app.sync.file_writer import CHECKED, WRITTEN, Watch, write_verified
from app.sync.found_files import bundles_in
from app.sync.sink import Sink

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("vfat", "ext4")
SIZE = 40 * 2**20
EXPECTED = {
    "written": ["done"],
    "full": ["disk_full"],
    "locked": ["not_writable"],
    "gone": ["stick_gone"],
    "forgetting": ["stick_gone", "stick_damaged"],
}
KEY = pyrage.x25519.Identity.generate().to_public()


def main(arguments: Sequence[str] | None = None) -> int:
    """Try every kind of disk that can be made here; 1 when something is not as it should be."""
    parser = argparse.ArgumentParser(prog="tools.sticks", description=__doc__)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args(arguments)
    if wanted.inside:
        print(json.dumps({kind: trials(wanted.inside, kind) for kind in kinds()}))
        return 0
    if reason := why_not():
        print(reason)
        return 5
    with tempfile.TemporaryDirectory(prefix="ansinh-sticks-") as folder:
        said = in_a_room_of_its_own(Path(folder))
    faults = [f"{kind}: {fault}" for kind, found in said.items() for fault in wrong(found)]
    for kind, found in said.items():
        print(f"{kind}: {json.dumps(found)}")
    print("\n".join(faults) or "every bundle that had its name was whole")
    return int(bool(faults))


def why_not() -> str | None:
    """What is missing here for disks of one's own; None when nothing is."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "Disks are made by root on Linux: sudo python3 run.py sticks"
    if not (shutil.which("losetup") and Path("/dev/loop-control").exists()):
        return "This system mounts no disk from a file."
    return None if kinds() else "Neither mkfs.vfat (package dosfstools) nor mkfs.ext4 is here."


def kinds() -> list[str]:
    """What can be formatted and mounted here."""
    known = Path("/proc/filesystems").read_text(encoding="ascii").split()
    return [one for one in KINDS if one in known and shutil.which(f"mkfs.{one}")]


def in_a_room_of_its_own(folder: Path) -> dict[str, dict[str, Any]]:
    """All trials in a child whose mounts nobody else sees; by kind of disk."""
    done = subprocess.run(
        ["unshare", "--mount", sys.executable, "-m", "tools.sticks", "--inside", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    said: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return said


def wrong(found: dict[str, Any]) -> Iterator[str]:
    """What is not as it should be, in words."""
    for name, codes in EXPECTED.items():
        code, names = found[name]
        if code not in codes or names not in (["a.tgxh"], []):
            yield f"{name}: {code}, {names}"
    if found["pulled"]["half"] or found["pulled"]["lost"] or found["pulled"]["times"] < 10:
        yield f"pulled: {found['pulled']}"


def trials(folder: Path, kind: str) -> dict[str, Any]:
    """What happens to bundles on one kind of disk."""
    disk, at = folder / f"{kind}.img", folder / f"{kind}-stick"
    at.mkdir()
    made(disk, kind)
    said: dict[str, Any] = {}
    with mounted(disk, at):
        said["written"] = write(at, "a.tgxh", 900_000)
    with mounted(disk, at):
        whole = {one.name: one.read_bytes() for one in bundles_in(at)}
        said["pulled"] = pulled(disk, at, folder / "copies", whole)
        (at / "b.tgxh").unlink()
        fill_up(at / "ballast", left=2**20)
        said["full"] = write(at, "c.tgxh", 3_000_000)
        (at / "ballast").unlink()
        run("mount", "-o", "remount,ro", str(at))
        said["locked"] = write(at, "d.tgxh", 1000)
    harms: dict[str, tuple[str, Callable[[], object]]] = {
        "gone": (WRITTEN, lambda: run("umount", "-l", str(at))),
        "forgetting": (CHECKED, lambda: os.truncate(disk, 2**20)),
    }
    for name, (step, harm) in harms.items():
        with mounted(disk, at):
            said[name] = write(at, "e.tgxh", 3_000_000, watch=once(step, harm))
    return said


def fill_up(ballast: Path, *, left: int) -> None:
    """Leave so many bytes on the disk."""
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(2**18))
    os.truncate(ballast, ballast.stat().st_size - left)


def pulled(disk: Path, at: Path, copies: Path, whole: dict[str, bytes]) -> dict[str, Any]:
    """The disk as it is at every piece of a bundle being written; what lies on each."""
    copies.mkdir(exist_ok=True)
    taken: list[Path] = []

    def copy(_step: str, _size: int) -> None:
        taken.append(copies / f"{len(taken)}.img")
        run("cp", "--sparse=always", str(disk), str(taken[-1]))

    write(at, "b.tgxh", 900_000, watch=copy)
    copy("named", 0)
    new, half, lost = (at / "b.tgxh").read_bytes(), [], []
    for number, image in enumerate(taken):
        place = copies / "place"
        place.mkdir(exist_ok=True)
        with mounted(image, place):
            found = {one.name: one.read_bytes() for one in bundles_in(place)}
        last = number == len(taken) - 1
        half += [number for name, raw in found.items() if raw != {**whole, "b.tgxh": new}[name]]
        lost += [number] * (not whole.keys() <= found.keys() or (last and "b.tgxh" not in found))
        image.unlink()
    return {"times": len(taken), "half": half, "lost": lost}


def once(step: str, harm: Callable[[], object]) -> Watch:
    """Do it when a good part has been written, or read back."""
    left = [harm]

    def watch(at: str, size: int) -> None:
        if left and at == step and size > 500_000:
            left.pop()()

    return watch


def write(at: Path, name: str, size: int, *, watch: Watch = lambda step, size: None) -> list[Any]:
    """``done`` or the refusal's code, and what has the name of a bundle afterwards."""

    def fill(out: Sink) -> None:
        out.write(MAGIC)
        pyrage.encrypt_io(io.BytesIO(os.urandom(size)), out, [KEY])

    try:
        write_verified(at, name, fill, watch=watch)
        code = "done"
    except Environment as refusal:
        code = refusal.code
    with suppress(OSError):
        return [code, [one.name for one in bundles_in(at)]]
    return [code, []]


def made(disk: Path, kind: str) -> None:
    """An empty formatted disk in a file."""
    with disk.open("wb") as file:
        file.truncate(SIZE)
    run(f"mkfs.{kind}", *(["-F", "32"] if kind == "vfat" else ["-q"]), str(disk))


@contextmanager
def mounted(disk: Path, at: Path) -> Iterator[None]:
    """The disk at ``at``; taken out afterwards, if it is still in."""
    run("mount", "-o", "loop", str(disk), str(at))
    try:
        yield
    finally:
        subprocess.run(["umount", str(at)], check=False, capture_output=True)


def run(*words: str) -> None:
    """A program of the system that has to succeed."""
    subprocess.run(words, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
