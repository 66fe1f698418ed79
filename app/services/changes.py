"""What a write did, so that screens know whether to read again."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds of records that changed and the rows; ``made`` is the row that was asked for."""

    kinds: frozenset[str]
    ids: frozenset[UUID] = field(default_factory=frozenset)
    made: UUID | None = None

    @classmethod
    def of(cls, made: UUID | None, *kinds: str) -> Changes:
        """A change of one row that touched these kinds."""
        return cls(frozenset(kinds), frozenset() if made is None else frozenset((made,)), made)
