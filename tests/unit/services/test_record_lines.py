"""Lines as callers write them, and every way to write them wrongly."""

from __future__ import annotations

import io
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Correctable
from app.services.record_lines import KINDS, MOST_BYTES, fields_of, links_of, read_lines


def read(*lines: bytes) -> list[tuple[int, str, str]]:
    return [(one.number, one.kind, one.key) for one in read_lines(io.BytesIO(b"\n".join(lines)))]


def test_lines_with_a_mark_and_empty_ones() -> None:
    good = '{"kind": "person", "key": "p-1", "set": {"name": "Y Lô"}, "links": {}}'.encode()
    assert read(b"\xef\xbb\xbf" + good, b"", b"  \r", b'{"kind": "village", "key": "v"}') == [
        (1, "person", "p-1"),
        (4, "village", "v"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "line_not_json"),
        (b"[]", "line_no_object"),
        (b'{"kind": "person", "key": "\xff"}', "line_not_utf8"),
        (b'{"kind": "ghost", "key": "g"}', "unknown_kind"),
        (b'{"kind": ["person"], "key": "g"}', "unknown_kind"),
        (b'{"kind": "person"}', "key"),
        (b'{"kind": "person", "key": ""}', "key"),
        (b'{"kind": "person", "key": 7}', "key"),
        (b'{"kind": "person", "key": "\\ud800"}', "key"),
        (b'{"kind": "person", "key": "p", "sets": {}}', "unknown_part"),
        (b'{"kind": "person", "key": "p", "set": []}', "set_no_object"),
        (b'{"kind": "person", "key": "p", "set": {"name": ["x"]}}', "value_nested"),
        (b'{"kind": "fact", "key": "f", "set": {"amount": 1.5}}', "number_not_whole"),
        (b'{"kind": "fact", "key": "f", "set": {"amount": NaN}}', "number_not_whole"),
        (b'{"kind": "person", "key": "p", "key": "q"}', "name_twice"),
        (b'{"kind": "person", "key": "p", "links": {"head": "h"}}', "unknown_link"),
        (b'{"kind": "person", "key": "p", "links": ["h"]}', "links_no_keys"),
        (b'{"kind": "household", "key": "h", "links": {"head": 1}}', "links_no_keys"),
        (b'{"kind": "fact", "key": "f", "links": {"person": "p", "village": "v"}}', "two_subjects"),
        (b'{"kind": "person", "key": "' + b"x" * MOST_BYTES + b'"}', "line_long"),
        (b"[" * 200_000, "number_not_whole"),
    ],
)
def test_a_line_that_does_not_fit_is_named(line: bytes, code: str) -> None:
    with pytest.raises(Correctable) as told:
        read(b'{"kind": "village", "key": "v"}', line)
    assert told.value.code == code
    assert told.value.params["line"] == 2
    assert "2" in told.value.words()


def test_what_each_kind_may_set_and_link() -> None:
    assert links_of("household") == {"village": "village", "head": "person"}
    assert set(links_of("fact")) == {"person", "household", "village"}
    assert links_of("dossier") == {"person": "person"}
    assert links_of("victim") == {"emergency_case": "emergency_case", "person": "person"}
    assert "subject_kind" not in fields_of("fact")
    assert all(fields_of(kind) for kind in KINDS)


@settings(max_examples=200)
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: json.dumps(text).encode()))
def test_any_bytes_end_in_a_sentence(raw: bytes) -> None:
    with suppress(Correctable):
        list(read_lines(io.BytesIO(raw)))
