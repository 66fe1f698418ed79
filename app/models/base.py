"""The metadata of all tables and the two column types that need explaining."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Dialect, LargeBinary, MetaData
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class RowId(TypeDecorator[UUID]):
    """A row id: 16 bytes in the table, a UUID in the program; bytes are taken as they are."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | bytes | None, dialect: Dialect) -> bytes | None:
        return value.bytes if isinstance(value, UUID) else value

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(bytes=bytes(value))
