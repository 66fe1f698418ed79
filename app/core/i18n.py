"""Catalogues of words: English message ids, Vietnamese first.

One catalogue per layer (``resources/i18n/<language>/LC_MESSAGES/<layer>.po``), merged when
loaded. Sentences are whole, with ``{named}`` places; nothing is concatenated.
The language of a paper is the law's, whatever the window speaks: what is put on paper in words of
these catalogues is put together within :func:`speaking`.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from app.core.paths import resource

LANGUAGES = ("vi", "en")
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}  # each in its own language
DEFAULT_LANGUAGE = "vi"

_current: gettext.NullTranslations | None = None
_language = DEFAULT_LANGUAGE
_for_now: ContextVar[gettext.NullTranslations | None] = ContextVar("spoken", default=None)


def use_language(language: str) -> None:
    """Load the catalogues of ``language`` (``vi`` or ``en``); others fall back to Vietnamese."""
    global _current, _language
    _language = language if language in LANGUAGES else DEFAULT_LANGUAGE
    _current = _load(_language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let sentences be put together in ``language``, on this thread, until the block ends."""
    _catalogue()  # so that the window's own language is known
    token = _for_now.set(None if language == _language else _load(language))
    try:
        yield
    finally:
        _for_now.reset(token)


def _load(language: str) -> gettext.NullTranslations:
    merged: gettext.NullTranslations = gettext.NullTranslations()
    folder = resource("i18n", language, "LC_MESSAGES")
    if folder.is_dir():
        for path in sorted(folder.glob("*.mo")):
            with path.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)
            catalogue.add_fallback(merged)
            merged = catalogue
    return merged


def language() -> str:
    """The language in use: ``vi`` or ``en``."""
    return _language


def other_language() -> str:
    """The language one can change to."""
    return "en" if _language == "vi" else "vi"


def _catalogue() -> gettext.NullTranslations:
    if _current is None:
        use_language(os.environ.get("ANSINH_LANG", DEFAULT_LANGUAGE))
    assert _current is not None
    return _for_now.get() or _current


def _(message: str) -> str:
    """Translate one message id."""
    return _catalogue().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message whose form depends on ``count``."""
    return _catalogue().ngettext(one, many, count)


def N_(message: str) -> str:
    """Mark a message id that is translated later, where it is shown."""
    return message


def translate(message: str, **params: Any) -> str:
    """Translate, then fill the named places."""
    words = _(message)
    return words.format(**params) if params else words
