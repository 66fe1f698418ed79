"""The demo clears only what is its own, and refuses sizes that make no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable, Environment
from app.core.station import read_card
from app.services.demo.run import DemoOptions, make_training, run_demo


def quiet(words: str) -> None:
    """Nobody listens."""


@pytest.mark.parametrize(("communes", "persons"), [(0, 500), (72, 9_000), (2, 100), (1, 10**6)])
def test_sizes_that_make_no_sense(tmp_path: Path, communes: int, persons: int) -> None:
    with pytest.raises(Correctable):
        run_demo(DemoOptions(tmp_path / "out", communes, persons), quiet)
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    (tmp_path / "report.json").write_text("{}")
    with pytest.raises(Environment):
        run_demo(DemoOptions(tmp_path), quiet)
    assert (tmp_path / "letter.txt").exists()
    assert (tmp_path / "report.json").exists()


def test_the_training_workstation_stands_by_itself(tmp_path: Path) -> None:
    make_training(tmp_path / "training", quiet)
    card = read_card(tmp_path / "training")
    assert card is not None
    assert card.role == "commune"
    assert [path.name for path in tmp_path.iterdir()] == ["training"]
    with pytest.raises(Environment):
        make_training(tmp_path / "training", quiet)
