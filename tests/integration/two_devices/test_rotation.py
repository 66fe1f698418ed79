"""Keys change and work goes on; what an old key signs afterwards is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.root_care import RootPlan
from app.sync import office_keys, trust_store
from app.sync.certificate import issue, verify_chain
from app.sync.reject import Reject
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import OFFICE_PV, Desk, enrol, make_desk
from tests.fakes.roots import version_at


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    first, second = make_desk(tmp_path, 1), make_desk(tmp_path, 2)
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    enrol(first, office)
    enrol(second, office)
    return first, second, office


def renew(office: Desk, *names: str) -> None:
    raw, _ = office.root.draft(RootPlan(renewed=frozenset(names)))
    office.root.publish(raw)


@pytest.mark.parametrize("names", [("issuer",), ("root",), ("issuer", "policy", "root")])
def test_work_goes_on_through_a_change_of_keys(
    desks: tuple[Desk, Desk, Desk], courier: Courier, names: tuple[str, ...]
) -> None:
    first, second, office = desks
    first.person("Bế Văn Chính")
    early = courier.fetch(first)  # on its way while the keys change
    second.person("Nông Thị Mai")
    before = courier.fetch(office, second.id)
    renew(office, *names)
    assert {one.state for one in deliver(early, office)} == {"new"}
    assert {one.state for one in courier.carry(office, second)} == {"new"}
    assert {one.state for one in deliver(before, second)} <= {"new", "known"}
    for desk in (first, second, first, second):
        assert {one.state for one in courier.carry(desk, office)} == {"new"}
        assert {one.state for one in courier.carry(office, desk)} == {"new"}
    assert first.states() == second.states() == office.states()
    assert version_at(first) == version_at(second) == 2
    late = make_desk(office.folder, 3)
    enrol(late, office)
    assert {one.state for one in courier.carry(late, office)} == {"new"}


def test_three_changes_while_a_commune_is_silent(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    first, _, office = desks
    courier.carry(first, office)
    for names in (("issuer",), ("root",), ("issuer", "root")):
        renew(office, *names)
    first.person()
    assert {one.state for one in courier.carry(first, office)} == {"new"}
    assert {one.state for one in courier.carry(office, first)} == {"new"}
    assert version_at(first) == 4
    assert first.trust.standing().root_digits == office.trust.standing().root_digits


def test_what_the_old_issuer_signs_is_refused(
    desks: tuple[Desk, Desk, Desk], courier: Courier
) -> None:
    first, _, office = desks
    with office.store.read() as connection:
        old = office_keys.load(connection).issuer
    renew(office, "issuer")
    courier.carry(office, first)
    with first.store.read() as connection:
        own = trust_store.devices(connection)[first.id].certificate
        root = trust_store.require_root(connection)
    with pytest.raises(Reject, match="not_enough_signatures"):
        verify_chain(root, issue(own, [old]))


def test_the_digits_of_the_letter_change_with_the_root_key(desks: tuple[Desk, Desk, Desk]) -> None:
    _, _, office = desks
    before = office.root.view().digits
    renew(office, "issuer")
    assert office.root.view().digits == before
    renew(office, "root")
    assert office.root.view().digits != before
    with pytest.raises(Correctable, match="nothing_changes"):
        office.root.draft(RootPlan())
