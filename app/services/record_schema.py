"""The JSON Schema of one line of ``record apply``, made from the registry itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from app.oplog.kinds import BY_NAME
from app.oplog.registry import Kind
from app.services import choices
from app.services.record_lines import FACTS, KINDS, MOST_KEY, fields_of, links_of

_WORDS: dict[str, Collection[str]] = {
    "sex": choices.SEX,
    "relation": choices.RELATION,
    "cause": choices.CAUSE,
    "house_damage": choices.HOUSE_DAMAGE,
}
_WORDS_OF_KIND: dict[tuple[str, str], Collection[str]] = {
    ("fact", "kind"): choices.FACT_VALUES,
    ("restricted_fact", "kind"): choices.RESTRICTED_FACT_VALUES,
    ("village", "kind"): choices.VILLAGE_KIND,
    ("victim", "status"): choices.VICTIM_STATUS,
    ("emergency_case", "poverty"): choices.CASE_POVERTY,
    ("emergency_case", "state"): choices.CASE_STATE,
    ("emergency_case", "result"): choices.CASE_RESULT,
    ("support", "type"): choices.SUPPORT_TYPE,
    ("support", "source"): choices.SUPPORT_SOURCE,
    ("protection_case", "ground"): choices.PROTECTION_GROUND,
    ("protection_case", "state"): choices.PROTECTION_STATE,
}
_TYPES = {
    Kind.TEXT: ["string", "null"],
    Kind.INT: ["integer", "string", "null"],
    Kind.BOOL: ["boolean", "string", "null"],
}


def schema() -> dict[str, Any]:
    """The schema: one alternative for each kind of record."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ansinh record line",
        "oneOf": [_kind(name) for name in KINDS],
    }


def _kind(name: str) -> dict[str, Any]:
    links: dict[str, Any] = {
        "type": "object",
        "properties": {link: {"type": "string"} for link in links_of(name)},
        "additionalProperties": False,
    }
    if name in FACTS:
        links["maxProperties"] = 1
    return {
        "type": "object",
        "properties": {
            "kind": {"const": name},
            "key": {"type": "string", "minLength": 1, "maxLength": MOST_KEY},
            "set": {
                "type": "object",
                "properties": {field: _field(name, field) for field in fields_of(name)},
                "additionalProperties": False,
            },
            "links": links,
        },
        "required": ["kind", "key"],
        "additionalProperties": False,
    }


def _field(kind: str, name: str) -> dict[str, Any]:
    words = _WORDS_OF_KIND.get((kind, name)) or _WORDS.get(name, ())
    if words:
        return {"enum": [*words, None]}
    return {"type": _TYPES[BY_NAME[kind].by_name[name].kind]}
