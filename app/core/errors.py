"""What can go wrong, in four branches that decide where the words are shown.

Everything that is not an :class:`AppError` is a bug of ours: it is logged without
personal data and never looks like success.
"""

from __future__ import annotations

from typing import Any, ClassVar

from app.core.i18n import N_, translate


class AppError(Exception):
    """An expected failure: a stable code, an untranslated sentence and its parameters.

    ``message`` is the English message id with ``{named}`` places; parameters never hold
    personal data beyond what the person at the keyboard has just typed.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, message: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.params = params

    def words(self) -> str:
        """The sentence in the language in use."""
        return translate(self.message, **self.params)

    def __str__(self) -> str:
        return f"{self.code}: {self.words()}"


class Correctable(AppError):
    """The person can mend the input; shown at ``field`` when it is known."""

    exit_code = 3

    def __init__(self, code: str, message: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code, message, **params)
        self.field = field


class Untrusted(AppError):
    """Signature, key or content cannot be trusted: refused whole, recorded, not retried."""

    exit_code = 4


class Environment(AppError):
    """Disk full, file locked, folder read-only: the sentence says what to do."""

    exit_code = 5


class Cancelled(AppError):
    """The person stopped it; nothing was done and nothing is shown."""

    exit_code = 6

    def __init__(self) -> None:
        super().__init__("cancelled", N_("Stopped. Nothing was changed."))
