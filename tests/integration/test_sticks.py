"""A stick that is truly full, locked or pulled: one sentence, no half bundle, nothing lost.

In a child with disks of its own; where the system allows none, the tests are skipped and say why.
``python3 run.py sticks`` makes disks as root, FAT32 where the system knows it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.sticks import EXPECTED, in_a_room_of_its_own, kinds, why_not, wrong

ROOT = Path(__file__).resolve().parents[2]
OWN_DISKS = ["unshare", "--user", "--map-root-user", "--mount"]

CHILD = """
import io, json, os, sys
from pathlib import Path
import pyrage
from app.core.errors import Environment
from app.sync.file_writer import write_verified
from app.sync.found_files import bundles_in
from app.sync.container import MAGIC

stick, said = Path(sys.argv[1]), {}
assert os.system(f"mount -t tmpfs -o size=2m none '{stick}'") == 0
key = pyrage.x25519.Identity.generate().to_public()

def write(name, size, watch=lambda step, size: None):
    def fill(out):
        out.write(MAGIC)
        pyrage.encrypt_io(io.BytesIO(os.urandom(size)), out, [key])
    try:
        return ["done", write_verified(stick, name, fill, watch=watch).size]
    except Environment as refusal:
        return [refusal.code, sorted(os.listdir(stick))]

said["first"] = write("a.tgxh", 500_000)
said["full"] = write("b.tgxh", 3_000_000)
said["smaller"] = write("c.tgxh", 500_000)
def pull(step, size):
    if size > 300_000:
        os.system(f"umount -l '{stick}'")

other = stick / "other"
other.mkdir()
stick, kept = other, stick
assert os.system(f"mount -t tmpfs -o size=2m none '{stick}'") == 0
said["pulled"] = write("e.tgxh", 900_000, watch=pull)
other.rmdir()
stick = kept
assert os.system(f"mount -o remount,ro '{stick}'") == 0
said["locked"] = write("d.tgxh", 1000)
said["read"] = [one.name for one in bundles_in(stick)]
print(json.dumps(said))
"""


def child(folder: Path) -> dict[str, Any]:
    if shutil.which("unshare") is None:
        pytest.skip("no namespaces here")
    if subprocess.run([*OWN_DISKS, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no disks of one's own here")
    done = subprocess.run(
        [*OWN_DISKS, sys.executable, "-c", CHILD, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_stick_that_is_full_locked_or_pulled(tmp_path: Path) -> None:
    said = child(tmp_path)
    assert said["first"][0] == "done"
    assert said["full"] == ["disk_full", ["a.tgxh"]]
    assert said["smaller"][0] == "done"
    assert said["pulled"] == ["stick_gone", []]
    assert said["locked"] == ["not_writable", ["a.tgxh", "c.tgxh"]]
    assert said["read"] == ["a.tgxh", "c.tgxh"]


@pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
def test_real_disks_pulled_at_every_piece(tmp_path: Path) -> None:
    said = in_a_room_of_its_own(tmp_path)
    assert said.keys() == set(kinds())
    for found in said.values():
        assert list(wrong(found)) == []


def test_what_went_wrong_would_be_told() -> None:
    found = {name: [codes[0], ["a.tgxh"]] for name, codes in EXPECTED.items()}
    good = {**found, "pulled": {"times": 20, "half": [], "lost": []}}
    assert list(wrong(good)) == []
    for spoilt in (
        {**good, "full": ["done", ["a.tgxh"]]},
        {**good, "gone": ["stick_gone", ["a.tgxh", "e.tgxh"]]},
        {**good, "pulled": {"times": 20, "half": [3], "lost": []}},
        {**good, "pulled": {"times": 20, "half": [], "lost": [19]}},
    ):
        assert len(list(wrong(spoilt))) == 1
