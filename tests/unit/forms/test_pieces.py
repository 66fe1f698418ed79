from __future__ import annotations

from app.forms.pieces import Run, bold, italic, plain


def test_words_in_one_style() -> None:
    assert plain("a") == (Run("a"),)
    assert bold("a") == (Run("a", bold=True),)
    assert italic("a") == (Run("a", italic=True),)
