"""Two laptops write different births; both and the office hold both entries."""

from __future__ import annotations

from pathlib import Path

from app.services.demo import tour
from app.services.demo.run import told
from app.services.demo.second_laptop import let_differ
from app.services.invented.communes import plan_province
from tests.unit.services.demo.conftest import ON


def test_one_field_waits_for_a_person_at_both_ends(tmp_path: Path) -> None:
    round_ = tour.play(
        tmp_path / "stations",
        tmp_path / "bundles",
        plan_province(on=ON, persons=60, communes=1),
        province="68",
        on=ON,
        workers=1,
        note=lambda words: None,
    )
    try:
        person = round_.weeks[0].disabled
        let_differ(round_, tmp_path / "second", tmp_path / "sticks", person)
        for services in (round_.communes[0].services, round_.office):
            [found] = services.exchange.differences()
            assert (found.kind, found.field, found.row) == ("person", "birth", person)
            assert len({entry.value for entry in found.entries}) == 2
            assert len({entry.who for entry in found.entries}) == 2
        report = told("round", round_)
        assert report["equal"] is True
        assert report["differences"] == 1
    finally:
        round_.close()
