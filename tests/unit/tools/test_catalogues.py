"""Catalogues follow the code: what is new is collected, what is stale or missing is told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import catalogues

MODULE = """\
from app.core.i18n import N_, _, ngettext

GREETING = N_("Type the name of {unit}.")


def words(count):
    return _("Saved.") + ngettext("{count} change", "{count} changes", count)
"""
TRANSLATED = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Type the name of {unit}."
msgstr "Gõ tên {unit}."

msgid "Saved."
msgstr "Đã lưu."

msgid "{count} change"
msgid_plural "{count} changes"
msgstr[0] "{count} thay đổi"
"""

Run = Callable[[str], int]
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of one layer, every sentence translated in the fragment of one topic."""
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path / "resources" / "i18n")
    layer = tmp_path / "app" / "cli"
    layer.mkdir(parents=True)
    (layer / "__init__.py").write_text("", encoding="utf-8")
    (layer / "station.py").write_text(MODULE, encoding="utf-8")
    words = tmp_path / "resources" / "i18n" / "vi" / "LC_MESSAGES"
    words.mkdir(parents=True)
    (words / "zz_station.po").write_text(TRANSLATED, encoding="utf-8")
    return words


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The program with one option."""

    def start(option: str) -> int:
        monkeypatch.setattr(sys, "argv", ["catalogues", option])
        return catalogues.main()

    return start


def test_update_gathers_the_words_of_a_layer(folder: Path, run: Run) -> None:
    assert run("--update") == 0
    assert [path.name for path in folder.iterdir()] == ["cli.po"]
    text = (folder / "cli.po").read_text(encoding="utf-8")
    assert 'msgid "Saved."\nmsgstr "Đã lưu."' in text
    assert 'msgid_plural "{count} changes"\nmsgstr[0] "{count} thay đổi"' in text
    assert "station.py" not in text
    assert run("--check") == 0


def test_updating_twice_changes_nothing(folder: Path, run: Run) -> None:
    run("--update")
    before = (folder / "cli.po").read_bytes()
    run("--update")
    assert (folder / "cli.po").read_bytes() == before


def test_a_fragment_left_over_is_told(folder: Path, run: Run, capsys: Printed) -> None:
    assert run("--check") == 1
    told = capsys.readouterr().out
    assert "zz_station.po: belongs to no layer" in told
    assert "cli.po: out of date" in told
    assert [path.name for path in folder.iterdir()] == ["zz_station.po"]


def test_a_new_sentence_makes_the_catalogue_stale(folder: Path, run: Run, capsys: Printed) -> None:
    run("--update")
    module = catalogues.ROOT / "app" / "cli" / "station.py"
    module.write_text(MODULE + 'NEW = N_("Something new.")\n', encoding="utf-8")
    assert run("--check") == 1
    told = capsys.readouterr().out
    assert "cli.po: out of date" in told
    assert "not translated: 'Something new.'" in told
    assert run("--update") == 1, "an untranslated sentence stays a fault"


def test_a_sentence_that_went_takes_its_translation_along(folder: Path, run: Run) -> None:
    run("--update")
    module = catalogues.ROOT / "app" / "cli" / "station.py"
    module.write_text(MODULE.replace('_("Saved.")', '""'), encoding="utf-8")
    assert run("--update") == 0
    assert "Saved." not in (folder / "cli.po").read_text(encoding="utf-8")


def test_an_invented_place_is_told(folder: Path, run: Run, capsys: Printed) -> None:
    wrong = TRANSLATED.replace("Gõ tên {unit}.", "Gõ tên {don_vi}.")
    (folder / "zz_station.po").write_text(wrong, encoding="utf-8")
    assert run("--update") == 1
    assert "other places than in the message: 'Gõ tên {don_vi}.'" in capsys.readouterr().out


def test_a_guess_is_no_translation(folder: Path, run: Run, capsys: Printed) -> None:
    guessed = TRANSLATED.replace('msgid "Saved."', '#, fuzzy\nmsgid "Saved."')
    (folder / "zz_station.po").write_text(guessed, encoding="utf-8")
    assert run("--update") == 1
    assert "not translated: 'Saved.'" in capsys.readouterr().out


def test_a_lost_place_is_told(folder: Path, run: Run, capsys: Printed) -> None:
    lost = TRANSLATED.replace("Gõ tên {unit}.", "Gõ tên đơn vị.")
    (folder / "zz_station.po").write_text(lost, encoding="utf-8")
    assert run("--update") == 1
    assert "other places than in the message: 'Gõ tên đơn vị.'" in capsys.readouterr().out


def test_a_fragment_ahead_of_the_code_stays(folder: Path, run: Run, capsys: Printed) -> None:
    ahead = TRANSLATED + '\nmsgid "Sent."\nmsgstr "Đã gửi."\n'
    (folder / "zz_station.po").write_text(ahead, encoding="utf-8")
    assert run("--update") == 1
    assert "zz_station.po: kept, no code says 'Sent.'" in capsys.readouterr().out
    assert (folder / "zz_station.po").read_text(encoding="utf-8") == ahead


def test_a_reviewed_sentence_outlives_a_later_fragment(folder: Path, run: Run) -> None:
    run("--update")
    other = TRANSLATED.replace("Đã lưu.", "Lưu rồi.")
    (folder / "aa_other.po").write_text(other, encoding="utf-8")
    assert run("--update") == 0
    assert [path.name for path in folder.iterdir()] == ["cli.po"]
    assert "Lưu rồi." not in (folder / "cli.po").read_text(encoding="utf-8")


def test_two_layers_say_one_thing_alike(folder: Path, run: Run, capsys: Printed) -> None:
    other = catalogues.ROOT / "app" / "services"
    other.mkdir()
    (other / "__init__.py").write_text("", encoding="utf-8")
    (other / "people.py").write_text('DONE = N_("Saved.")\n', encoding="utf-8")
    assert run("--update") == 0, "what one layer has translated serves the other"
    path = folder / "services.po"
    path.write_text(path.read_text(encoding="utf-8").replace("Đã lưu.", "Lưu rồi."), "utf-8")
    assert run("--check") == 1
    told = capsys.readouterr().out
    assert "cli, services: said in two ways: 'Đã lưu.', 'Lưu rồi.'" in told


@pytest.mark.parametrize(
    "words", ["Có lỗi.", "Số không hợp lệ.", "Hai bản xung đột.", "Đối tượng.", "Hàng tháng.", "Ô!"]
)
def test_what_no_screen_says(folder: Path, run: Run, capsys: Printed, words: str) -> None:
    said = TRANSLATED.replace("Đã lưu.", words)
    (folder / "zz_station.po").write_text(said, encoding="utf-8")
    assert run("--update") == 1
    assert "cli: never on a screen" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("Số tiền", False),
        ("Type the sum in đồng, × {unit}", True),
        ("not verified against NĐ 335/2026/NĐ-CP", True),
        ("Article 2.1.đ: too late", True),
    ],
)
def test_english_is_english(
    folder: Path, run: Run, capsys: Printed, words: str, english: bool
) -> None:
    module = catalogues.ROOT / "app" / "cli" / "station.py"
    module.write_text(MODULE + f'NEW = N_("{words}")\n', encoding="utf-8")
    run("--update")
    assert (f"not English: {words!r}" not in capsys.readouterr().out) == english
