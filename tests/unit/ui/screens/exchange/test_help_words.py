from __future__ import annotations

import pytest

from app.core.i18n import use_language
from app.ui.screens.exchange.help_words import help_of
from app.ui.screens.exchange.screen import ORDER


@pytest.mark.parametrize("office", [False, True])
@pytest.mark.parametrize("page", ORDER)
def test_every_page_is_explained_in_few_sentences(page: str, *, office: bool) -> None:
    use_language("vi")
    told = help_of(page, office=office)
    assert 2 <= len(told) <= 4
    assert all(sentence.endswith(".") and len(sentence) < 240 for sentence in told)


def test_an_office_sends_to_communes() -> None:
    assert help_of("send", office=True) != help_of("send", office=False)
    assert help_of("receive", office=True) == help_of("receive", office=False)
