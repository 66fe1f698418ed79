from __future__ import annotations

import pytest

from app.forms import catalog
from app.forms.labels import LABELS, label


@pytest.mark.parametrize("info", catalog.documents(), ids=lambda info: info.ascii_code)
def test_every_place_of_every_paper_has_a_name(info: catalog.DocumentInfo) -> None:
    for data in (None, catalog.sample(info.code)):
        rendered = catalog.render_with_boxes(info.code, data)
        assert set(rendered.missing) <= set(LABELS)


def test_parts_of_a_place_share_its_name() -> None:
    assert label("birth.day") == label("birth")


def test_an_unknown_place_is_a_bug() -> None:
    with pytest.raises(KeyError):
        label("nothing")
