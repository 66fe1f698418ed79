from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.ui.screens.exchange.proof_presenter import ProofPresenter
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair
from tests.fakes.window import window_for


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_only_persons_are_found(pair: tuple[Desk, Desk]) -> None:
    commune, _ = pair
    person = commune.person("Bế Văn Chính")
    presenter = ProofPresenter(window_for(commune.services()).context)
    found: list[Any] = []
    presenter.found.connect(found.append)
    presenter.look_for("be van")
    presenter.look_for("nobody")
    assert [[hit.id for hit in hits] for hits in found] == [[person], []]


def test_a_chosen_person_is_proved_again_when_something_changed(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    person = commune.person()
    presenter = ProofPresenter(window_for(commune.services()).context)
    proofs: list[Any] = []
    compared: list[Any] = []
    presenter.proved.connect(proofs.append)
    presenter.compared.connect(compared.append)
    presenter.load()
    presenter.choose(person)
    courier = Courier(tmp_path)
    courier.carry(commune, office)
    courier.carry(office, commune)
    presenter.load()
    assert [one.traces[0].confirmed for one in proofs] == [False, True]
    assert [len(one) for one in compared] == [0, 1]
