"""Drafts of the root document: what they change, who signs, when they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable, Untrusted
from app.services import root_care
from app.services.root_care import RootPlan
from app.sync import office_keys, trust_store
from tests.fakes.cheap_key_files import cheap_key_files
from tests.fakes.desks import PASSPHRASE, Desk, make_pair

__all__ = ["cheap_key_files"]

pytestmark = pytest.mark.usefixtures("cheap_key_files")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_with_one_key_here_a_draft_is_complete_at_once(pair: tuple[Desk, Desk]) -> None:
    _, office = pair
    office.clock.advance(days=900)
    raw, view = office.root.draft(RootPlan(extended=True))
    assert (view.complete, view.version) == (True, 2)
    assert view.changes == ("Có giá trị đến ngày 19/01/2032.",)
    assert office.root.publish(raw).version == 2
    assert office.root.view().expires == "2032-01-19"


def test_two_of_three_keys_in_drawers(pair: tuple[Desk, Desk]) -> None:
    _, office = pair
    (one, public_one), (two, public_two) = (root_care.make_key(PASSPHRASE) for _ in range(2))
    keys = tuple(root_care.read_key(text) for text in (public_one, public_two))
    raw, view = office.root.draft(RootPlan(added=keys, threshold=2))
    assert (view.signed, view.needed, view.signed_new, view.needed_new) == (1, 1, 1, 2)
    assert not view.complete
    with pytest.raises(Untrusted, match="not_enough_signatures"):
        office.root.publish(raw)
    raw, view = root_care.sign(raw, one, PASSPHRASE)
    assert view.complete
    office.root.publish(raw)
    found = office.root.view()
    assert (found.version, found.threshold, len(found.keys), found.here) == (2, 2, 3, 1)

    drawer: list[bytes] = []
    office.root.take_key_out(PASSPHRASE, drawer.append)
    assert office.root.view().here == 0
    with pytest.raises(Correctable, match="no_root_key"):
        office.root.take_key_out(PASSPHRASE, drawer.append)
    raw, view = office.root.draft(RootPlan(renewed=frozenset({"issuer"})))
    assert (view.signed, view.needed) == (0, 2)
    for key in (two, drawer[0]):
        raw, view = root_care.sign(raw, key, PASSPHRASE)
    assert root_care.look(raw) == view
    assert office.root.publish(raw).version == 3


def test_the_key_stays_when_the_drawer_cannot_be_written(pair: tuple[Desk, Desk]) -> None:
    _, office = pair

    def broken(raw: bytes) -> None:
        raise OSError("stick full")

    with pytest.raises(OSError, match="stick full"):
        office.root.take_key_out(PASSPHRASE, broken)
    assert office.root.view().here == 1


def test_a_draft_follows_on_the_document_in_force(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    raw, _ = office.root.draft(RootPlan(renewed=frozenset({"policy"})))
    office.care.withdraw(commune.id, "máy bị mất")
    with pytest.raises(Correctable, match="draft_outdated"):
        office.root.publish(raw)


def test_a_draft_whose_fresh_key_was_replaced_is_not_published(pair: tuple[Desk, Desk]) -> None:
    """Else the office would be left without the key that enrols workstations."""
    _, office = pair
    plan = RootPlan(renewed=frozenset({"issuer"}))
    (first, _), (second, _) = office.root.draft(plan), office.root.draft(plan)
    with pytest.raises(Correctable, match="draft_outdated"):
        office.root.publish(first)
    office.root.publish(second)
    with office.store.read() as connection:
        assert len(trust_store.devices(connection)) == 2
        assert office_keys.prepared(connection) == set()


def test_a_draft_for_drawers_tells_of_withdrawn_workstations(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    office.root.take_key_out(PASSPHRASE, lambda raw: None)
    change = office.care.withdraw(commune.id, "máy bị mất")
    assert change.draft is not None
    assert root_care.look(change.draft).changes == ("Thu hồi một máy: máy bị mất",)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (RootPlan(), "nothing_changes"),
        (RootPlan(threshold=2), "keys_unfit"),
        (RootPlan(threshold=-1), "keys_unfit"),
        (RootPlan(added=(bytes(32),), threshold=3), "keys_unfit"),
    ],
)
def test_what_cannot_be_drafted(pair: tuple[Desk, Desk], plan: RootPlan, code: str) -> None:
    with pytest.raises(Correctable) as refused:
        pair[1].root.draft(plan)
    assert refused.value.code == code


def test_a_key_of_another_role_does_not_become_a_root_key(pair: tuple[Desk, Desk]) -> None:
    _, office = pair
    with office.store.read() as connection:
        [issuer] = trust_store.require_root(connection).document.roles.issuer.keys
    with pytest.raises(Correctable, match="keys_unfit"):
        office.root.draft(RootPlan(added=(issuer,)))


def test_only_the_office(pair: tuple[Desk, Desk]) -> None:
    with pytest.raises(Correctable, match="wrong_role"):
        pair[0].root.view()
    for text in ("", "12", "zz" * 32):
        with pytest.raises(Correctable, match="no_public_key"):
            root_care.read_key(text)
    with pytest.raises(Correctable):
        root_care.make_key("123")


def test_digits_of_keys_differ() -> None:
    assert root_care.key_digits(bytes(32)) != root_care.key_digits(b"\x01" * 32)
