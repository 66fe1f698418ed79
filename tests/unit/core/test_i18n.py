"""Words of one language at a time; what has no translation is shown as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core import i18n
from app.core.i18n import N_, _, language, ngettext, speaking, translate, use_language
from tools.compile_catalogues import compile_changed

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


@pytest.fixture(autouse=True)
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Catalogues of two layers, Vietnamese only."""
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "core.po").write_text(
        HEAD + 'msgid "Saved."\nmsgstr "Đã lưu."\n\nmsgid "Both"\nmsgstr "lớp dưới"\n',
        encoding="utf-8",
    )
    (folder / "ui.po").write_text(
        HEAD
        + 'msgid "{count} change"\nmsgid_plural "{count} changes"\nmsgstr[0] "{count} thay đổi"\n\n'
        + 'msgid "Type {name}."\nmsgstr "Gõ {name}."\n\nmsgid "Both"\nmsgstr "lớp trên"\n',
        encoding="utf-8",
    )
    compile_changed(tmp_path)
    monkeypatch.setattr(i18n, "resource", lambda *parts: tmp_path.joinpath(*parts[1:]))
    yield folder
    monkeypatch.undo()
    use_language("vi")


def test_catalogues_of_all_layers_are_one() -> None:
    use_language("vi")
    assert _("Saved.") == "Đã lưu."
    assert translate("Type {name}.", name="H’Bơ") == "Gõ H’Bơ."
    assert _("Both") == "lớp trên"


def test_english_is_what_was_written() -> None:
    use_language("en")
    assert language() == "en"
    assert _("Saved.") == "Saved."
    assert ngettext("{count} change", "{count} changes", 1) == "{count} change"
    assert ngettext("{count} change", "{count} changes", 2) == "{count} changes"


def test_vietnamese_has_one_form() -> None:
    use_language("vi")
    for count in (0, 1, 2, 25):
        assert ngettext("{count} change", "{count} changes", count) == "{count} thay đổi"


def test_an_unknown_language_falls_back_to_vietnamese() -> None:
    use_language("fr")
    assert language() == "vi"
    assert _("Saved.") == "Đã lưu."


def test_the_environment_chooses_when_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_current", None)
    monkeypatch.setenv("ANSINH_LANG", "en")
    assert (_("Saved."), language()) == ("Saved.", "en")


def test_without_catalogues_the_messages_themselves(words: Path) -> None:
    for file in words.iterdir():
        file.unlink()
    use_language("vi")
    assert _("Saved.") == "Saved."


def test_marking_changes_nothing() -> None:
    use_language("vi")
    assert N_("Saved.") == "Saved."


def test_another_language_for_a_moment_on_one_thread() -> None:
    use_language("en")
    with speaking("vi"):
        assert _("Saved.") == "Đã lưu."
        with speaking("en"):
            assert _("Saved.") == "Saved."
        assert _("Saved.") == "Đã lưu."
        with ThreadPoolExecutor(1) as others:
            assert others.submit(_, "Saved.").result() == "Saved."
    assert (_("Saved."), language()) == ("Saved.", "en")
