from __future__ import annotations

import json

from app.services.invented.applied import Row


def test_a_row_is_one_line_of_json() -> None:
    row = Row("person", "p-17", {"name": "H’Hen Niê"}, {"household": "h-3"})
    line = row.line()
    assert "\n" not in line
    assert "H’Hen Niê" in line
    assert json.loads(line) == {
        "kind": "person",
        "key": "p-17",
        "set": {"name": "H’Hen Niê"},
        "links": {"household": "h-3"},
    }
