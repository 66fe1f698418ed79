"""How a person is told on the screen: line of the list, head of the page, number with dots."""

from __future__ import annotations

from app.core.i18n import _, ngettext
from app.core.money import show_dong
from app.core.partial_date import PartialDate
from app.services.people import Person, PersonLine
from app.services.person_pages import MemberRow, PersonPage
from app.services.search import also_words
from app.ui.widgets.list_model import ListLine

CHILD, OLD = 16, 60
HIDDEN = "•"


def list_line(line: PersonLine) -> ListLine:
    """One person of the list."""
    return ListLine(
        key=str(line.id),
        title=line.name,
        right=show_dong(line.monthly_vnd) if line.monthly_vnd else "–",
        second=joined(date_words(line.birth), line.village, also_words(line.also)),
        status=_("left the register") if line.ended else "",
    )


def head_line(page: PersonPage) -> str:
    """Bà · 06/12/1945, 79 tuổi · Ê Đê · Buôn Nui."""
    person = page.file.person
    birth = joined(date_words(person["birth"]), age_words(page.ages), sign=", ")
    called = called_by(person, page.ages)
    return joined(called, birth, person["ethnic_name"], page.file.village)


def called_by(person: Person, ages: tuple[int, ...]) -> str:
    """How people of that age and sex are called; "" when either is not known."""
    if not ages or person["sex"] not in ("nam", "nu"):
        return ""
    man = person["sex"] == "nam"
    if ages[-1] < CHILD:
        return _("young person")
    if ages[0] >= OLD:
        return _("elderly man") if man else _("elderly woman")
    return _("man") if man else _("woman")


def age_words(ages: tuple[int, ...]) -> str:
    """79 tuổi, or 79–80 tuổi where only the year is known."""
    if not ages:
        return ""
    told = str(ages[0]) if len(ages) == 1 else f"{ages[0]}–{ages[-1]}"
    return ngettext("{years} year old", "{years} years old", ages[-1]).format(years=told)


def masked(number: str) -> str:
    """A personal number with its last four digits only."""
    return f"{HIDDEN * 4} {HIDDEN * 4} {number[-4:]}"


def grouped(number: str) -> str:
    """A personal number in groups of four, as on the card."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def date_words(text: str | None) -> str:
    """An ISO date with its precision as people read it; "" for none."""
    return PartialDate.from_iso(text).show() if text else ""


def living(members: tuple[MemberRow, ...]) -> list[MemberRow]:
    """Who belongs to the household now."""
    return [one for one in members if one.valid_to is None and one.death_on is None]


def joined(*parts: str | None, sign: str = " · ") -> str:
    """The parts that say something."""
    return sign.join(part for part in parts if part)
