"""The sheet of reasons: what is paid, and nothing that tells an illness."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.core.i18n import use_language
from app.services.near_misses import MOST_WEIGHED
from app.services.printing_forms import known_of
from app.services.printing_reasons import assessment_sheet
from tests.fakes.open_desk import CU_JUT, FRIDAY, at_desk, desk_store, poor_widow


@pytest.mark.parametrize("restricted", [False, True])
def test_a_sum_with_its_formula_and_articles_and_few_near_misses(
    tmp_path: Path, *, restricted: bool
) -> None:
    store = desk_store(tmp_path)
    desk = at_desk(store, tmp_path)
    person = poor_widow(desk).people[0]
    with store.read() as connection:
        known = known_of(connection, CU_JUT, person, FRIDAY, restricted=restricted)
        sheet = assessment_sheet(connection, known, None, restricted=restricted)
    assert sheet.total_vnd == 750_000  # NĐ 20/2021 Điều 5.5.a, 6.1.đ; NĐ 76/2024
    assert sheet.paid[0].why == "Hệ số 1,5 × mức chuẩn 500.000 đồng"
    assert sheet.paid[0].article.startswith("Điểm a khoản 5 Điều 5, điểm đ khoản 1 Điều 6 NĐ 20/")
    assert not sheet.local_level_loaded
    assert len(sheet.open_questions) == 2  # pension, request
    assert sheet.weighed == ()  # nobody has told yet
    for kind, value in (("pension", "khong"), ("pension_request", "co")):
        desk.facts.add("person", person, {"kind": kind, "value": value})
    with store.read() as connection:
        sheet = assessment_sheet(connection, known, None, restricted=restricted)
    store.close()
    assert len(sheet.weighed) == MOST_WEIGHED
    assert not any("HIV" in f"{one.what}{one.why}" for one in sheet.weighed)


def test_without_a_birth_there_is_no_sheet(tmp_path: Path) -> None:
    store = desk_store(tmp_path)
    person = at_desk(store, tmp_path).people.intake({"name": "Điểu Xrông"}).made
    assert person is not None
    with store.read() as connection:
        known = known_of(connection, CU_JUT, person, FRIDAY, restricted=False)
        with pytest.raises(Correctable):
            assessment_sheet(connection, known, None, restricted=False)
    store.close()


def test_reasons_in_the_laws_language_whatever_the_window_speaks(tmp_path: Path) -> None:
    store = desk_store(tmp_path)
    desk = at_desk(store, tmp_path)
    person = poor_widow(desk).people[0]
    sheets = []
    for language in ("vi", "en"):
        use_language(language)
        with store.read() as connection:
            known = known_of(connection, CU_JUT, person, FRIDAY, restricted=False)
            sheets.append(assessment_sheet(connection, known, None, restricted=False))
    store.close()
    assert sheets[0] == sheets[1]
    assert sheets[0].open_questions
