"""Four branches, four exit codes; sentences in the language in use, never the person's data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.core.errors import AppError, Cancelled, Correctable, Environment, Untrusted
from app.core.i18n import use_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("vi")


@pytest.mark.parametrize(
    ("branch", "code"), [(AppError, 1), (Correctable, 3), (Untrusted, 4), (Environment, 5)]
)
def test_scripts_rely_on_the_exit_codes(branch: type[AppError], code: int) -> None:
    assert branch.exit_code == code
    assert issubclass(branch, AppError)


def test_the_sentence_has_its_places_filled() -> None:
    error = Environment("disk_full", "Free {mega} MB on {disk}, then retry.", mega=12, disk="D:")
    assert error.words() == "Free 12 MB on D:, then retry."
    assert str(error) == "disk_full: Free 12 MB on D:, then retry."
    assert error.message == "Free {mega} MB on {disk}, then retry."


def test_braces_of_a_sentence_without_places_stay() -> None:
    assert AppError("odd", "Type {name}.").words() == "Type {name}."


def test_only_what_can_be_corrected_has_a_field() -> None:
    assert Correctable("name_missing", "Type the name.", field="name").field == "name"
    assert Correctable("which", "Choose one of {choices}.", choices="a, b").field is None


def test_stopping_is_said_in_words_too() -> None:
    error = Cancelled()
    assert (error.code, error.exit_code) == ("cancelled", 6)
    assert error.words() == "Stopped. Nothing was changed."
