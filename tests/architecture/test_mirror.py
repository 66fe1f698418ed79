"""Whoever looks for the test of a module finds it at the same place; modules stay readable."""

from __future__ import annotations

from tools import check_house


def test_every_module_has_its_test() -> None:
    assert list(check_house.mirrored_tests()) == []


def test_no_module_outgrows_its_reader() -> None:
    assert list(check_house.module_sizes()) == []


def test_no_file_names_a_registry() -> None:
    assert list(check_house.registry_hosts()) == []
