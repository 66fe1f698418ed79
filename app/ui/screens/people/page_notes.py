"""What a page says before anything else: money that goes out twice, other rows, a move."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.i18n import _
from app.core.money import show_dong
from app.services.person_pages import Moved, OtherRow, PersonPage
from app.ui.screens.people.person_words import date_words, joined

COMPARE, STAY, CARRY, HOUSE = "compare", "stay", "carry", "house"


@dataclass(frozen=True, slots=True)
class PageNote:
    """A sentence with its kind (bad, warn, info) and at most one act."""

    kind: str
    words: str
    verb: str = ""
    does: str = ""


def notes_of(page: PersonPage, *, office: bool) -> list[PageNote]:
    """The notes of a page, money first."""
    notes = []
    if page.paid_twice:
        sums = [(page.file.person.name, page.own_vnd)]
        sums += [(one.person.name, one.monthly_vnd) for one in page.others]
        told = "; ".join(f"{name}: {show_dong(vnd)}" for name, vnd in sums if vnd)
        notes.append(
            PageNote(
                "bad",
                _("Money goes out on two rows of this person – {told}. Decide which one is paid.")
                .format(told=told),
            )
        )  # fmt: skip
    notes += [PageNote("info", _other(one), _("See both rows"), COMPARE) for one in page.others]
    if page.moves:
        notes.append(_moved(page.moves[-1], page.file.person.pv, office=office))
    return notes


def months_words(move: Moved) -> str:
    """Who pays until when, "" when nothing was paid."""
    if move.from_month is None or move.to_month is None:
        return ""
    return _("{old} pays {sum} a month until {last}, {new} from {first}").format(
        old=move.source_name, new=move.target_name, sum=show_dong(move.monthly_vnd or 0),
        last=_month(move.to_month), first=_month(move.from_month),
    )  # fmt: skip


def _month(text: str) -> str:
    return f"{text[5:]}/{text[:4]}"


def _other(one: OtherRow) -> str:
    who = joined(one.person.name, date_words(one.person["birth"]), sign=", ")
    paid = show_dong(one.monthly_vnd) if one.monthly_vnd else _("nothing is paid there")
    words = (
        _("Also written as {who}; {paid}.") if one.younger
        else _("This row was entered later; {who} is the one in the lists; {paid}.")
    )  # fmt: skip
    return words.format(who=who, paid=paid)


def _moved(move: Moved, pv: int, *, office: bool) -> PageNote:
    day, months = date_words(move.moved_on), months_words(move)
    if move.target == pv:
        words = _("Came from {place} on {day}").format(place=move.source_name, day=day)
        needs = {
            "household": _("enter the household"), "decision": _("decide on what goes on"),
        }  # fmt: skip
        todo = ", ".join(needs[one] for one in move.needs)
        told = joined(words, months, _("to do: {todo}").format(todo=todo) if todo else "")
        if "household" in move.needs and not office:
            return PageNote("warn", f"{told}.", _("Enter the household"), HOUSE)
        return PageNote("warn" if move.needs else "info", f"{told}.")
    if move.carried:
        words = _("Moved to {place} on {day}").format(place=move.target_name, day=day)
        return PageNote("info", f"{joined(words, months)}.")
    words = _("Leaves for {place} on {day}").format(place=move.target_name, day=day)
    if office:
        return PageNote("warn", f"{joined(words, months)}.", _("Carry over"), CARRY)
    waits = _("the receiving office has yet to carry this over")
    return PageNote("warn", f"{joined(words, months, waits)}.", _("Undo"), STAY)
