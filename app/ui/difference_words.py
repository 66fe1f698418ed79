"""How a field and its value are called when two entries stand side by side."""

from __future__ import annotations

from uuid import UUID

from app.core.i18n import _
from app.services.differences import DELETED_FIELD, Difference
from app.services.field_words import field_name, record_name, shown_value


def field_words(field: str) -> str:
    """The field's name as the history says it, too; or that it is about keeping the record."""
    return _("Kept or taken out") if field == DELETED_FIELD else field_name(field)


def value_words(kind: str, field: str, value: object) -> str:
    """A stored value as the history shows it, nothing as a dash."""
    if field == DELETED_FIELD:
        return _("taken out") if value else _("kept")
    if isinstance(value, UUID | bytes):
        return _("another record")
    told = shown_value(kind, field, value) if isinstance(value, bool | int | str) else ""
    return told or "–"


def title_words(found: Difference) -> str:
    """Whom it is about, for a list; the kind of record where it names nobody."""
    return found.subject or record_name(found.kind)
