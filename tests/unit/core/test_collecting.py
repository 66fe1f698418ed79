"""The search for garbage is left out meanwhile and goes on afterwards, whatever happens."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from app.core.collecting import not_collecting


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    before = gc.isenabled()
    yield
    (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("enabled", [True, False])
def test_it_is_afterwards_as_it_was_before(enabled: bool) -> None:
    (gc.enable if enabled else gc.disable)()
    with not_collecting():
        assert not gc.isenabled()
        with not_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() is enabled


def test_it_goes_on_after_a_failure() -> None:
    gc.enable()
    with pytest.raises(KeyError), not_collecting():
        raise KeyError
    assert gc.isenabled()
