"""The open workstation file: transactions for one use case each, reading and writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Engine

from app.core.clock import Clock
from app.storage import database
from app.storage.streams import StreamBook
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Identity:
    """Which installation this is: its device, its scope and its role."""

    device: UUID
    pv: int
    role: str


class Store:
    """Hands out transactions on one encrypted file.

    ``committed`` is called after every durable commit with the streams as they now stand.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        identity: Identity,
        committed: Callable[[StreamBook], None] = lambda streams: None,
    ) -> None:
        self.clock = clock
        self.identity = identity
        self._engine = engine
        self._reader = database.reader(engine)
        self._committed = committed
        self._book: StreamBook | None = None  # as the last commit left the streams

    def write(self, actor: UUID) -> UnitOfWork:
        """A write transaction for the officer ``actor``; use it in a ``with`` block."""
        book, self._book = self._book, None
        return UnitOfWork(
            self._engine.connect(),
            streams=book,
            clock=self.clock,
            device=self.identity.device,
            actor=actor,
            pv=self.identity.pv,
            committed=self._after_commit,
        )

    def _after_commit(self, streams: StreamBook) -> None:
        # Only this process writes here (storage.station_lock), so the next transaction may
        # start from these; one that is given up drops them.
        self._book = streams
        self._committed(streams)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A steady picture of the data for reading."""
        with self._reader.connect() as connection, connection.begin():
            yield connection

    def trouble(self) -> list[str]:
        """What the database says is wrong with its file; empty when all is well."""
        return database.trouble(self._engine)

    def close(self) -> None:
        """Let go of the file."""
        database.close(self._engine)
