"""The schema tells what the program takes, no more and no less."""

from __future__ import annotations

from app.services.record_lines import KINDS, fields_of
from app.services.record_schema import schema


def test_every_kind_with_its_fields_and_words() -> None:
    kinds = {one["properties"]["kind"]["const"]: one for one in schema()["oneOf"]}
    assert tuple(kinds) == KINDS
    for name, one in kinds.items():
        assert list(one["properties"]["set"]["properties"]) == fields_of(name)
    person = kinds["person"]["properties"]["set"]["properties"]
    assert person["sex"] == {"enum": ["nam", "nu", None]}
    assert person["name"] == {"type": ["string", "null"]}
    fact = kinds["fact"]["properties"]
    assert "hiv" not in fact["set"]["properties"]["kind"]["enum"]
    assert fact["links"]["maxProperties"] == 1
    assert "hiv" in kinds["restricted_fact"]["properties"]["set"]["properties"]["kind"]["enum"]
