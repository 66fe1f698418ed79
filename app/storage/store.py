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

    ``committed`` is called after every durable commit with the streams as they now stand and
    what the transaction asked for (:mod:`after_commit`).
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        identity: Identity,
        committed: Callable[[StreamBook, frozenset[str]], None] = lambda streams, asked: None,
    ) -> None:
        self.clock = clock
        self.identity = identity
        self.before_write: Callable[[], None] = lambda: None  # may refuse by raising
        self._engine = engine
        self._reader = database.reader(engine)
        self._committed = committed
        self._book: StreamBook | None = None  # as the last commit left the streams
        self._turn = 0  # counts write transactions, each while it holds the write lock

    def write(self, actor: UUID) -> UnitOfWork:
        """A write transaction for the officer ``actor``; use it in a ``with`` block."""
        self.before_write()
        return UnitOfWork(
            self._engine.connect(),
            streams=self._streams,
            clock=self.clock,
            device=self.identity.device,
            actor=actor,
            pv=self.identity.pv,
            committed=self._after_commit,
        )

    def _streams(self, connection: Connection) -> StreamBook:
        # Only this process writes here (storage.station_lock), so what the transaction before
        # left is still true; what an earlier one left, or one that was given up, is not.
        known, self._book = self._book, None
        if known is not None and known.turn == self._turn:
            book = known.on(connection)
        else:
            book = StreamBook(connection)
        self._turn += 1
        book.turn = self._turn
        return book

    def _after_commit(self, streams: StreamBook, asked: frozenset[str]) -> None:
        self._committed(streams, asked)
        self._book = streams

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
