"""The card in front of the locked box: read with little, refused with words."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Environment
from app.core.station import (
    DATABASE_FILE,
    KEYS_FILE,
    MOST_BYTES,
    OfficerEntry,
    initials,
    read_card,
)

DATABASE = "01939f2c-0000-7000-8000-000000000001"
OFFICER = "01939f2c-0000-7000-8000-000000000002"


def document(**changes: Any) -> dict[str, Any]:
    slots = [
        {"kind": "officer", "officer": OFFICER, "label": "L. T. H."},
        {"kind": "recovery"},
    ]
    base = {"format": 1, "database": DATABASE, "unit": 224611, "role": "commune", "slots": slots}
    return base | changes


def write(folder: Path, content: Any) -> None:
    (folder / KEYS_FILE).write_text(json.dumps(content), encoding="utf-8")


def test_card_shows_unit_role_and_initials(tmp_path: Path) -> None:
    write(tmp_path, document())
    card = read_card(tmp_path)
    assert card is not None
    assert (card.unit, card.role, str(card.database)) == (224611, "commune", DATABASE)
    assert card.officers == (OfficerEntry(OFFICER, "L. T. H."),)
    assert card.officers[0].id == UUID(OFFICER)


def test_the_card_says_who_helps_with_a_forgotten_passphrase(tmp_path: Path) -> None:
    for last, office in (({"kind": "recovery"}, False), ({"kind": "office"}, True)):
        write(tmp_path, document(slots=[*document()["slots"][:1], last]))
        card = read_card(tmp_path)
        assert card is not None
        assert card.office_opens is office


def test_no_workstation_is_no_card(tmp_path: Path) -> None:
    assert read_card(tmp_path) is None
    assert read_card(tmp_path / "nowhere") is None


def test_database_without_its_key_file_is_said(tmp_path: Path) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(b"x")
    with pytest.raises(Environment) as refusal:
        read_card(tmp_path)
    assert refusal.value.code == "keys_damaged"


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        None,
        "text",
        document(format=0),
        document(format=True),
        document(format="1"),
        document(database="no"),
        document(database=7),
        document(unit="224611"),
        document(unit=0),
        document(role="guest"),
        document(slots=None),
        document(slots=[1]),
        document(slots=[{"kind": "officer", "officer": OFFICER}]),
        document(slots=[{"kind": "officer", "officer": OFFICER, "label": "x" * 81}]),
    ],
)
def test_damaged_content_is_refused_in_one_sentence(tmp_path: Path, content: Any) -> None:
    write(tmp_path, content)
    with pytest.raises(Environment) as refusal:
        read_card(tmp_path)
    assert refusal.value.code == "keys_damaged"
    assert refusal.value.exit_code == 5


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b" " * (MOST_BYTES + 1)])
def test_damaged_bytes_are_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / KEYS_FILE).write_bytes(raw)
    with pytest.raises(Environment) as refusal:
        read_card(tmp_path)
    assert refusal.value.code == "keys_damaged"


def test_file_of_a_newer_program_is_refused_kindly(tmp_path: Path) -> None:
    write(tmp_path, {"format": 2, "anything": "else"})
    with pytest.raises(Environment) as refusal:
        read_card(tmp_path)
    assert refusal.value.code == "newer_program"


@given(position=st.integers(0, 10_000), value=st.integers(0, 255))
def test_any_changed_byte_gives_a_card_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, position: int, value: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    raw = bytearray(json.dumps(document()).encode())
    raw[position % len(raw)] = value
    (folder / KEYS_FILE).write_bytes(raw)
    with suppress(Environment):
        assert read_card(folder) is not None


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / KEYS_FILE).mkdir()
    with pytest.raises(Environment) as refusal:
        read_card(tmp_path)
    assert refusal.value.code == "keys_unreadable"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Lê Thị Hoa", "L. T. H."), ("  y Krông ", "Y. K."), ("Điểu", "Đ."), ("", "")],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_reading_needs_the_standard_library_alone() -> None:
    asked = "import sys, app.core.station; print(*(m.split('.')[0] for m in sys.modules))"
    names = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"sqlalchemy", "msgspec", "cryptography", "PySide6"} & set(names)
