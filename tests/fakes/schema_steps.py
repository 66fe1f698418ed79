"""Folders of invented migration steps, so that upgrading is tested apart from today's tables."""

from __future__ import annotations

from pathlib import Path

from app.storage.upgrade import Steps

FIRST = """
op.execute("CREATE TABLE village (id INTEGER PRIMARY KEY, name TEXT)")
op.execute(
    "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, "
    "village INTEGER REFERENCES village (id) ON DELETE CASCADE)"
)
"""


def schema_steps(folder: Path, *bodies: str, may_change: tuple[str, ...] = ()) -> Steps:
    """Write one file for each body, numbered from 0001; the last may change ``may_change``."""
    folder.mkdir(exist_ok=True)
    for number, body in enumerate(bodies, start=1):
        lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
        before = f"{number - 1:04}" if number > 1 else None
        allowed = may_change if number == len(bodies) else ()
        (folder / f"{number:04}_step.py").write_text(
            f'"""Step."""\nimport sqlalchemy as sa\nfrom alembic import op\n'
            f'revision = "{number:04}"\ndown_revision = {before!r}\n'
            f"ROWS_MAY_CHANGE = {allowed!r}\n\ndef upgrade():\n{lines}\n",
            encoding="utf-8",
        )
    return Steps(head=f"{len(bodies):04}", versions=folder)
