"""Runs the steps on the live connection it is handed; Alembic loads this file by its path.

There is no ini file and no address of a database: ``app.storage.upgrade`` opens the file with its
key, has begun the transaction and ends it.
"""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
