from __future__ import annotations

import pytest

from app.core.errors import Correctable
from app.forms import catalog
from app.forms.documents.form_06 import Form06
from app.forms.page import MM
from tests.fakes.paper import A4_HEIGHT, A4_WIDTH, fonts_of, places_of, text_of

CODES = [info.code for info in catalog.documents()]


def test_codes_are_unique() -> None:
    assert len(set(CODES)) == len(CODES)
    assert {"1d", "1đ", "06", "5a"} <= {info.code for info in catalog.documents() if info.official}


@pytest.mark.parametrize("code", ["1đ", "1dd", "1Đ", "1DD"])
def test_people_and_keyboards_both_find_the_form_on_disability(code: str) -> None:
    assert catalog.info(code).code == "1đ"


def test_an_unknown_code_lists_those_there_are() -> None:
    with pytest.raises(Correctable) as caught:
        catalog.render("99z", None)
    assert caught.value.code == "form_unknown"
    assert "1đ" in caught.value.params["known"]


def test_another_papers_data_are_refused() -> None:
    with pytest.raises(TypeError):
        catalog.render("1d", Form06())


@pytest.mark.parametrize("filled", [True, False])
@pytest.mark.parametrize("code", CODES)
def test_every_paper_is_whole(code: str, filled: bool) -> None:
    """Own fonts only, within the margins, the same bytes every time, its head in place."""
    data = catalog.sample(code) if filled else None
    rendered = catalog.render_with_boxes(code, data)
    assert rendered.pdf == catalog.render(code, data)
    assert all(fonts_of(rendered.pdf).values())
    assert all(name.startswith("Tinos") for name in fonts_of(rendered.pdf))
    for place in places_of(rendered.pdf):
        assert place.left >= 30 * MM - 0.5
        assert place.right <= A4_WIDTH - 20 * MM + 1
        assert place.top >= 9 * MM
        assert place.bottom <= A4_HEIGHT - 20 * MM + 4
    for box in rendered.boxes:
        assert 1 <= box.page <= rendered.pages
        assert box.x >= 30 * MM - 0.5
        assert box.x + box.w <= A4_WIDTH - 20 * MM + 1
    assert len(text_of(rendered.pdf)) > 100


@pytest.mark.parametrize("code", CODES)
def test_a_sample_is_complete(code: str) -> None:
    assert catalog.render_with_boxes(code, catalog.sample(code)).missing == ()
