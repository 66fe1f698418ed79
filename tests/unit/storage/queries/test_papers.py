"""Papers are found by what they are about; restricted ones only for who is cleared."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from app.core.ids import new_id
from app.oplog.operation import Value
from app.storage.queries import papers
from tests.factories import OFFICER, PV, open_store


def test_papers_of_a_row_newest_first_without_the_restricted_ones(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    subject, other = new_id(), new_id()
    with store.write(OFFICER) as work:
        for kind, form, about, day in (
            ("paper", "1d", subject, "2026-07-01"),
            ("paper", "1đ", subject, "2026-08-01"),
            ("paper", "06", other, "2026-08-01"),
            ("restricted_paper", "1b", subject, "2026-08-02"),
        ):
            values: dict[str, Value | UUID] = {
                "form": form,
                "subject_kind": "dossier",
                "subject": about,
                "made_on": day,
            }
            work.create(kind, values)
        work.commit()
    with store.read() as connection:
        plain = papers.of_subjects(connection, PV, [subject], restricted=False)
        everything = papers.of_subjects(connection, PV, [subject], restricted=True)
    store.close()
    assert [one.form for one in plain] == ["1đ", "1d"]
    assert [(one.form, one.restricted) for one in everything] == [
        ("1b", True),
        ("1đ", False),
        ("1d", False),
    ]
