"""Whom a file is written for and where to: names of addressees, sticks and folders, in words."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.i18n import _, ngettext
from app.core.money import group_digits
from app.services.bundles import Destination
from app.services.trust import TrustStanding
from app.ui.sticks import Stick
from app.ui.widgets.options import Option

FOLDER = "folder"
SOON = 60  # days before its end from which an enrolment is told of


def names(destinations: Sequence[Destination]) -> list[tuple[str, str]]:
    """Destinations by id; the other laptops of one's own commune say so, and are told apart."""
    found = []
    for one in destinations:
        name = one.name
        if one.beside:
            name = _("Another computer of {unit}").format(unit=one.name)
        if one.mark:
            name = f"{name} ({one.mark})"
        found.append((str(one.device), name))
    return found


def places(sticks: Sequence[Stick]) -> list[Option]:
    """The sticks that are in, each with its free room, and a folder as the last."""
    found = [
        Option(
            str(stick.path),
            _("USB “{name}”").format(name=stick.name),
            _("{free} free").format(free=size(stick.free)),
            str(number),
            "usb",
        )
        for number, stick in enumerate(sticks, 1)
    ]
    words = _("to send by mail or Zalo; nobody else can read it")
    last = Option(FOLDER, _("Save to a folder"), words, str(len(found) + 1), "folder")
    return [*found, last]


def size(number: int) -> str:
    """So many bytes, as people read them."""
    for unit, big in (("GB", 1_000_000_000), ("MB", 1_000_000)):
        if number >= big:
            whole, rest = divmod(number * 10 // big, 10)
            return f"{group_digits(whole)},{rest} {unit}"
    return f"{group_digits(number // 1000)} kB"


def days_words(standing: TrustStanding) -> str:
    """How long this workstation is still enrolled, once that is soon over."""
    days = standing.days_left
    if days is None or days > SOON:
        return ""
    if days < 0:
        return _("Your enrolment has ended. Send all the same; the office's answer renews it.")
    words = ngettext(
        "Your enrolment: {count} day left. The office's answer renews it.",
        "Your enrolment: {count} days left. The office's answer renews it.",
        days,
    )
    return words.format(count=days)
