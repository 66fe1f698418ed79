"""How long there is until a limit of the law."""

from __future__ import annotations

from app.core.i18n import _, ngettext


def left_words(days: int, *, working: bool) -> str:
    """Days in the kind that the law counts; negative ones are late."""
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    if days == 0:
        return _("Due today")
    if working:
        return ngettext("{n} working day left", "{n} working days left", days).format(n=days)
    return ngettext("{n} day left", "{n} days left", days).format(n=days)
