from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.core.numbers import parse_old_id, parse_pin, pin_birth_year, pin_sex
from app.services.invented.households import ordinary_household
from app.services.invented.people import PersonMaker, born_at, known_birth

ON = date(2026, 11, 22)
DAYS = st.dates(date(2021, 7, 1), date(2040, 12, 31))


def age_on(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@given(st.integers(0, 99), DAYS, st.integers(0, 10**6))
def test_born_so_many_years_ago(age: int, on: date, seed: int) -> None:
    assert age_on(born_at(age, on=on, chance=Random(seed)), on) == age


@given(st.integers(0, 99), st.integers(0, 10**6))
def test_what_is_known_of_a_birth_is_true(age: int, seed: int) -> None:
    chance = Random(seed)
    born = born_at(age, on=ON, chance=chance)
    known = known_birth(born, on=ON, chance=chance)
    assert known.earliest() <= born <= known.latest()


def test_of_the_old_often_the_year_alone() -> None:
    chance = Random(1)
    old = [known_birth(date(1940, 3, 5), on=ON, chance=chance) for _ in range(200)]
    young = [known_birth(date(2015, 3, 5), on=ON, chance=chance) for _ in range(200)]
    assert sum(one.month is None for one in old) > 80
    assert sum(one.month is None for one in young) < 20
    assert any(one.about for one in old)
    assert not any(one.about for one in young)


def test_numbers_fit_their_person_and_are_never_repeated() -> None:
    seen: set[str] = set()
    for commune in (0, 70):
        chance = Random(commune)
        maker = PersonMaker(commune, chance, on=ON)
        for _ in range(150):
            for person in maker.people(ordinary_household(chance, most=8), "20"):
                if person.pin:
                    assert parse_pin(person.pin) == person.pin
                    assert person.pin.startswith("067")
                    assert person.pin[6] == "9"
                    assert pin_sex(person.pin) == person.member.sex
                    assert pin_birth_year(person.pin) == person.born.year
                    assert person.pin not in seen
                    seen.add(person.pin)
                if person.old_id:
                    assert parse_old_id(person.old_id).startswith("999")
    assert len(seen) > 500


def test_children_carry_the_name_of_a_parent() -> None:
    chance = Random(3)
    for code, place in (("01", 0), ("12", -1)):
        draft = ordinary_household(chance, most=8)
        while len(draft.members) < 4 or draft.members[3].relation != "con":
            draft = ordinary_household(chance, most=8)
        people = PersonMaker(0, chance, on=ON).people(draft, code)
        parents = {person.name.split()[place] for person in people[:2]}
        assert people[2].name.split()[place] in parents
        assert people[2].name.split()[place] == people[3].name.split()[place]
