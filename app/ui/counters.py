"""The numbers of the rail and the words about what is not sent yet; read on a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import local
from app.core.i18n import _
from app.core.money import group_digits

if TYPE_CHECKING:
    from app.bootstrap import Services


def count(services: Services) -> tuple[dict[str, int], str]:
    """Counters by screen, and what the top bar says about sending."""
    outgoing = services.exchange.unsent()
    counters = {
        "monthly_allowance": len(services.dossiers.lines()),
        "exchange": outgoing.operations,
    }
    if services.session.role == "commune":
        counters["emergency"] = len(services.emergencies.lines())
        counters["today"] = len(services.today.view().lines)
    if outgoing.since_ms is None:
        last = _("nothing sent yet")
    else:
        last = _("last sent {day}").format(day=local(outgoing.since_ms).strftime("%d/%m"))
    if not outgoing.operations and outgoing.since_ms is None:
        return counters, _("Nothing to send yet")
    if not outgoing.operations:
        return counters, _("Everything is sent · {last}").format(last=last)
    words = _("{count} changes not sent yet · {last}")
    return counters, words.format(count=group_digits(outgoing.operations), last=last)
