"""Rows of the tables of figures, as the program's own law has them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.core.errors import Environment
from app.policy.figures import Text
from app.policy.parameters import shipped
from app.policy.reading import OpenTable, Row
from app.policy.rows import (
    NO_LIMIT,
    read_care,
    read_category,
    read_instrument,
    read_levels,
    read_pension,
)

TABLE = Text("x.toml", "")


def test_coefficients_are_exact_decimals() -> None:
    category = shipped().categories["5.5.a"]
    assert category.coefficient(79) == Decimal("1.5")
    assert category.coefficient(80) == Decimal("2.0")
    assert category.coefficient(59) is None
    assert (category.from_age, category.below_age) == (60, NO_LIMIT)


def test_each_kind_of_row() -> None:
    told = 'number="N"\ntitle="T"\nin_force=2026-01-01\nverified=true\nsource="S"'
    act = read_instrument(_row(told))
    assert act.number == "N"
    pension = read_pension(_row('code="a"\nlabel="L"\nlegal="N"\nfrom=2026-01-01\nfrom_age=75'))
    assert (pension.from_age, pension.below_age) == (75, NO_LIMIT)
    assert read_care(_row('code="a"\nlegal="N"\ncoefficient="1.5"')).coefficient == Decimal("1.5")


CATEGORY = 'code="a"\nlabel="L"\nlegal="N"\ncoefficient_legal="N"\nfrom=2026-01-01\n'


@pytest.mark.parametrize(
    "bands",
    [
        "bands=[]",
        'bands=[{coefficient="1.0", below_age=4}, {coefficient="1.0", from_age=5}]',  # a gap
        'bands=[{coefficient="1.0"}]\nto=2027-01-01',  # an end without its article
    ],
)
def test_a_category_that_is_not_whole(bands: str) -> None:
    with pytest.raises(Environment, match="policy-data-broken"):
        read_category(_row(CATEGORY + bands))


@pytest.mark.parametrize("vnd", ["0", "-5", "5.0"])
def test_a_level_of_nothing(vnd: str) -> None:
    table = f'[[a]]\nfrom=2026-01-01\nvnd={vnd}\nlegal="N"\nverified=true'
    with pytest.raises(Environment, match="policy-data-broken"):
        read_levels(OpenTable(Text("levels.toml", table)), "a", "b")


def _row(text: str) -> Row:
    return OpenTable(Text("x.toml", text)).row()
