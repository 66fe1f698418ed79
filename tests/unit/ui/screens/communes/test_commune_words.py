from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.services.office import CommuneLine, CommuneState
from app.ui.screens.communes.commune_words import (
    commune_row,
    days_words,
    next_words,
    state_words,
    take_up_words,
    total_cells,
)
from tests.fakes.desks import make_pair


@pytest.fixture
def line(tmp_path: Path) -> CommuneLine:
    _commune, office = make_pair(tmp_path)
    return office.services().office.communes()[0]


@pytest.mark.parametrize(
    ("state", "kind", "words"),
    [
        (CommuneState.MISSING, "bad", "Thiếu 4 thay đổi đi trước"),
        (CommuneState.TWO_COPIES, "warn", "Hai bản cùng làm việc"),
        (CommuneState.DIFFERENCES, "info", "2 chỗ khác nhau"),
        (CommuneState.SILENT, "warn", "3 tuần chưa gửi"),
        (CommuneState.GOOD, "ok", "Đủ"),
        (CommuneState.WAITING, "warn", "Đã đăng ký, chưa gửi gì"),
        (CommuneState.NOT_ENROLLED, "plain", "Chưa đăng ký"),
    ],
)
def test_states_in_words(line: CommuneLine, state: CommuneState, kind: str, words: str) -> None:
    other = replace(line, state=state, missing=4, differences=2, silent_days=23)
    found = state_words(other)
    assert (found[0], found[2]) == (kind, words)
    assert next_words(other).endswith(".")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, ""),
        (61, ""),
        (60, "Đăng ký tin cậy còn 60 ngày."),
        (-1, "Đăng ký tin cậy đã hết hạn."),
    ],
)
def test_the_last_days_of_an_enrolment(line: CommuneLine, days: int | None, words: str) -> None:
    assert days_words(replace(line, days_left=days)) == words


def test_who_is_not_enrolled_has_no_figures(line: CommuneLine) -> None:
    cells = commune_row(replace(line, devices=(), monthly_vnd=0)).cells
    assert cells[3:] == ("–", "–", "–")
    assert total_cells([replace(line, devices=())]) is None
    total = total_cells([replace(line, files=2, beneficiaries=7, monthly_vnd=5_500_000)])
    assert total == ("Cộng 1 xã, phường", "", "", "2", "7", "5.500.000")


def test_what_a_second_copy_wrote(line: CommuneLine) -> None:
    copied = replace(line, state=CommuneState.TWO_COPIES, waiting=3, waiting_days=14)
    assert "14 ngày" not in next_words(copied)
    assert "20 ngày" in next_words(replace(copied, waiting_days=20))
    assert take_up_words(copied).startswith("3 thay đổi của bản sao")


def test_what_waits_behind_a_missing_part(line: CommuneLine) -> None:
    missing = replace(line, state=CommuneState.MISSING, missing=4, waiting=7, waiting_days=14)
    assert next_words(missing).startswith("Phần đến sau")
    assert "20 ngày" in next_words(replace(missing, waiting_days=20))
    assert "7 thay đổi" in take_up_words(missing)
    done = replace(missing, waiting=0, taken_up=7)
    assert "được dùng" in next_words(done)
