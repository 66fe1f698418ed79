from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from app.core.errors import Correctable, Environment
from app.sync import limits, spool
from app.sync.reject import Reject
from app.sync.spool import copy_in, fingerprint, let_go

POSIX = pytest.mark.skipif(os.name == "nt", reason="links need rights there, pipes lie elsewhere")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "spool"
    folder.mkdir()
    return folder


def test_the_copy_is_hashed_and_ours(tmp_path: Path, folder: Path) -> None:
    source = tmp_path / "gói.tgxh"
    source.write_bytes(os.urandom(3_000_000))
    found = copy_in(source, folder)
    assert found.path.read_bytes() == source.read_bytes()
    assert found.sha256 == hashlib.sha256(source.read_bytes()).digest()
    assert found.size == 3_000_000
    assert found.path.name == f"{found.sha256.hex()}.tgxh"
    assert os.listdir(folder) == [found.path.name]
    assert copy_in(source, folder) == found
    assert fingerprint(source) == found.sha256


@POSIX
def test_only_regular_files(tmp_path: Path, folder: Path) -> None:
    real = tmp_path / "real"
    real.write_bytes(b"x")
    (tmp_path / "link").symlink_to(real)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "folder", "pipe", "nothing"):
        with pytest.raises(Correctable) as asked:
            copy_in(tmp_path / name, folder)
        with pytest.raises(Correctable, match="not_a_file"):
            fingerprint(tmp_path / name)
        assert asked.value.code == "not_a_file", name
        assert asked.value.field == "file"
    with pytest.raises(Correctable):
        copy_in(Path("/dev/zero"), folder)
    assert os.listdir(folder) == []


@POSIX
def test_a_link_put_there_in_between_is_not_followed(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tmp_path / "real"
    real.write_bytes(b"x")
    (tmp_path / "link").symlink_to(real)
    monkeypatch.setattr(Path, "is_symlink", lambda self: False)
    with pytest.raises(Correctable):
        copy_in(tmp_path / "link", folder)


def test_larger_than_any_bundle(tmp_path: Path, folder: Path) -> None:
    source = tmp_path / "huge"
    with source.open("wb") as file:
        file.truncate(limits.MAX_FILE + 1)
    with pytest.raises(Reject) as refused:
        copy_in(source, folder)
    assert refused.value.code == "too_large"


def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "growing"
    source.write_bytes(b"x" * 100)
    monkeypatch.setattr(spool, "MAX_FILE", 100)
    real = os.read

    def read(number: int, size: int) -> bytes:
        with source.open("ab") as file:
            file.write(b"y")
        return real(number, size)

    monkeypatch.setattr(os, "read", read)
    with pytest.raises(Reject):
        copy_in(source, folder)
    assert os.listdir(folder) == []
    source.write_bytes(b"x" * 100)
    with pytest.raises(Reject):
        fingerprint(source)


@pytest.mark.parametrize(
    ("call", "number", "code"),
    [
        ("write", 28, "disk_full"),
        ("fsync", 28, "disk_full"),
        ("fsync", 5, "copy_failed"),
        ("read", 5, "stick_unread"),
        ("replace", 13, "copy_failed"),
    ],
)
def test_failures_leave_nothing(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    code: str,
) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x" * 100)

    def fail(*_: object) -> None:
        raise OSError(number, "failing on purpose")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(Environment) as failed:
        copy_in(source, folder)
    assert failed.value.code == code
    assert failed.value.exit_code == 5
    monkeypatch.undo()
    assert os.listdir(folder) == []


def test_a_spool_that_is_not_there(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x")
    with pytest.raises(Environment):
        copy_in(source, tmp_path / "missing")


def test_what_a_power_cut_left_is_cleared(tmp_path: Path, folder: Path) -> None:
    source = tmp_path / "a.tgxh"
    source.write_bytes(b"x" * 100)
    own = folder / f"{os.getpid()}-abc.part"
    for one in (own, folder / "1-abc.part"):
        one.write_bytes(b"half")
    copied = copy_in(source, folder)
    assert sorted(folder.iterdir()) == sorted([own, copied.path])
    let_go(folder, copied.sha256)
    let_go(folder, copied.sha256)
    assert list(folder.iterdir()) == [own]
