from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from tests.fakes.courier import Courier
from tests.fakes.desks import make_pair
from tests.fakes.paper import text_of
from tests.fakes.useless import write_useless


def test_the_slip_counts_and_carries_the_check_words(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    commune.person()
    [made] = Courier(tmp_path).fetch(commune)
    office.exchange.import_files([made.path])
    slip = tmp_path / "slip.pdf"
    office.exchange.save_receipt(made.name, slip)
    words = text_of(slip.read_bytes())
    for told in (made.name, "Phường Bắc Gia Nghĩa", "Tỉnh Lâm Đồng", *made.check_words):
        assert told in words


def test_the_slip_tells_what_is_not_in_use_and_who_does_what(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    write_useless(commune, denied=7, unknown=5)
    [made] = Courier(tmp_path).fetch(commune)
    office.exchange.import_files([made.path])
    slip = tmp_path / "slip.pdf"
    office.exchange.save_receipt(made.name, slip)
    words = " ".join(text_of(slip.read_bytes()).split())
    assert "máy gửi không được phép ghi, nơi gửi kiểm tra phần mềm" in words
    assert "ghi bằng phần mềm mới hơn, nơi nhận cập nhật phần mềm" in words
    assert "không đọc được" not in words


def test_only_what_was_taken_in_is_confirmed(tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    [made] = Courier(tmp_path).fetch(commune)
    made.path.write_bytes(made.path.read_bytes()[:-1])
    office.exchange.import_files([made.path])
    with pytest.raises(Correctable, match="nothing_to_confirm"):
        office.exchange.save_receipt(made.name, tmp_path / "slip.pdf")
    assert not (tmp_path / "slip.pdf").exists()
