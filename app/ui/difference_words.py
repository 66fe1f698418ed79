"""How a field and its value are called when two entries stand side by side."""

from __future__ import annotations

from uuid import UUID

from app.core.clock import local
from app.core.i18n import _
from app.services.differences import DELETED_FIELD, Difference
from app.services.field_words import field_name, record_name, shown_value


def field_words(field: str) -> str:
    """The field's name as the history says it, too; or that it is about keeping the record."""
    return _("Kept or taken out") if field == DELETED_FIELD else field_name(field)


def value_words(found: Difference, value: object) -> str:
    """A stored value as the history shows it, another record by its name, nothing as a dash."""
    if found.field == DELETED_FIELD:
        return _("taken out") if value else _("kept")
    if isinstance(value, UUID):
        return dict(found.named).get(value) or _("another record")
    told = ""
    if isinstance(value, bool | int | str):
        told = shown_value(found.kind, found.field, value)
    return told or "–"


def title_words(found: Difference) -> str:
    """Whom it is about, for a list; the kind of record where it names nobody."""
    return found.subject or record_name(found.kind)


def written_words(found: Difference) -> str:
    """What happened to the field: two computers wrote it, or what came before is missing."""
    name = field_words(found.field)
    if found.waiting_ms is None:
        return _("{field} was written twice").format(field=name)
    words = _("{field}: the part of the data that came before is missing since {day}")
    return words.format(field=name, day=local(found.waiting_ms).strftime("%d/%m/%Y"))


def group_words(found: Difference) -> str:
    """Under which heading it stands in the list."""
    if found.waiting_ms is None:
        return field_words(found.field)
    return _("Waits for the part that came before")
