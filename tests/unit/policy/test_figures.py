"""A pack lies over the program's own tables; what it does not bring stays."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import Environment
from app.core.paths import resource
from app.policy import pack_check, parameters
from app.policy.figures import Overlay
from tests.fakes.packs import LEVEL, own_figures

__all__ = ["own_figures"]


def levels(text: str = "", **changes: str) -> str:
    raw = resource("policy", "levels.toml").read_text(encoding="utf-8")
    for old, new in changes.items():
        raw = raw.replace(old, new)
    return raw + text


def test_a_table_of_the_pack_and_one_of_the_program() -> None:
    over = Overlay({"levels.toml": "x = 1"}, resource("policy"))
    assert (over / "levels.toml").read_text(encoding="utf-8") == "x = 1"
    own = (over / "emergency.toml").read_text(encoding="utf-8")
    assert own == resource("policy", "emergency.toml").read_text(encoding="utf-8")
    assert (over / "levels.toml").name == "levels.toml"
    assert over.name


def test_the_law_in_use(own_figures: None) -> None:
    shipped = parameters.law()
    begin = shipped.standard_levels[-1].first_day.isoformat()
    text = levels().replace(f"from = {begin}\n", f"from = {begin}\nto = 2027-06-30\n", 1) + LEVEL
    taken = pack_check.with_pack({"levels.toml": text})
    parameters.use(taken)
    assert parameters.law() is taken
    assert parameters.law().standard_levels[-1].first_day == date(2027, 7, 1)
    assert parameters.law().categories == shipped.categories
    parameters.use(None)
    assert parameters.law() is shipped


@pytest.mark.parametrize(
    "texts",
    [
        {"procedures.toml": "x = 1"},
        {"levels.toml": "x = "},
        {"levels.toml": levels(LEVEL)},  # the row before it was not ended
        {"levels.toml": ""},
    ],
)
def test_what_is_not_whole_is_refused(texts: dict[str, str]) -> None:
    with pytest.raises(Environment, match="policy-data-broken"):
        pack_check.with_pack(texts)
