"""The sheet of reasons: what is paid, and nothing that tells an illness."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.printing_forms import known_of
from app.services.printing_reasons import assessment_sheet
from tests.fakes.open_desk import CU_JUT, FRIDAY, at_desk, desk_store, poor_widow


@pytest.mark.parametrize("restricted", [False, True])
def test_categories_of_an_illness_only_on_the_sheet_of_a_restricted_dossier(
    tmp_path: Path, *, restricted: bool
) -> None:
    store = desk_store(tmp_path)
    person = poor_widow(at_desk(store, tmp_path)).people[0]
    with store.read() as connection:
        known = known_of(connection, CU_JUT, person, FRIDAY, restricted=restricted)
        sheet = assessment_sheet(connection, known, None, restricted=restricted)
    store.close()
    assert sheet.total_vnd == 750_000  # NĐ 20/2021 Điều 5.5.a, 6.1.đ; NĐ 76/2024
    assert "1,5" in sheet.paid[0].why
    assert any(one.article.startswith("5.8") for one in sheet.weighed) is restricted
    assert not sheet.local_level_loaded


def test_without_a_birth_there_is_no_sheet(tmp_path: Path) -> None:
    store = desk_store(tmp_path)
    person = at_desk(store, tmp_path).people.intake({"name": "Điểu Xrông"}).made
    assert person is not None
    with store.read() as connection:
        known = known_of(connection, CU_JUT, person, FRIDAY, restricted=False)
        with pytest.raises(Correctable):
            assessment_sheet(connection, known, None, restricted=False)
    store.close()
