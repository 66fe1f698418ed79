"""The list of rules, and :func:`decide`: what one person is paid on one day, and why.

Rules kept: everything paid holds on every day the person can have been born on; what holds on
some of these days only, or hangs on words that the law leaves open, becomes a question with its
code and sum. A year told as "about" makes nothing certain. Facility care, prison and refusal
leave nothing paid, with the article that says so; these articles speak of the allowance, so the
social pension of somebody in a facility or in prison is a question. Nobody is dropped in silence
when points b and c of 5.5 end: who had them and is paid nothing afterwards becomes a question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.money import group_digits
from app.core.partial_date import PartialDate
from app.policy.ages import latest_birth, possible_ages
from app.policy.calendar import LOCAL_LEVEL_LOADED, require_known, standard_level
from app.policy.case import Case
from app.policy.combination import choose, total
from app.policy.facts import Facts, Person, Readings
from app.policy.outcome import (
    Considered,
    Entitlement,
    Finding,
    Outcome,
    Question,
    Reason,
    Verdict,
    refused,
)
from app.policy.parameters import law
from app.policy.rules import (
    disability,
    elderly,
    hiv_adult,
    hiv_child,
    orphan,
    single_parent,
    social_pension,
    studying_youth,
    under_three,
)

RULES: tuple[Callable[[Case], tuple[Finding, ...]], ...] = (
    orphan.assess,
    studying_youth.assess,
    hiv_child.assess,
    single_parent.assess,
    elderly.assess,
    disability.assess,
    under_three.assess,
    hiv_adult.assess,
    social_pension.assess,
)

_NO_READING = Readings()
_ARTICLE_6_2 = "NĐ 20/2021/NĐ-CP Điều 6.2"
_FACILITY = Reason(N_("Article 25.5: whoever is cared for in a facility draws no allowance."))
_PRISON = Reason(N_("Circular 02/2021, Article 2.1.c: a prison sentence ends the allowance."))
_DECLINED = Reason(N_("Circular 02/2021, Article 2.1.d: the person has declined the allowance."))
_PENSION_BLOCKED = Reason(
    N_(
        "No text is loaded that says whether the social pension is paid to somebody in a facility "
        "or in prison. What does the office decide?"
    )
)
_LOWER = N_("Article 6.2: only the highest lawful sum is paid; this one would be {sum} đồng.")
_NO_MATTER = Reason(N_("The answer changes nothing in what is paid (Article 6.2)."))
_OLDER = N_(
    "This holds if the birth was on {day} or before. Is there a paper that shows the day of birth?"
)
_YOUNGER = N_(
    "This holds if the birth was after {day}. Is there a paper that shows the day of birth?"
)
_GUESS = Reason(
    N_("The year of birth is a guess. Is there a paper that shows the day or the year of birth?")
)
_CHILD_DAY = Reason(
    N_("This hangs on a child's day of birth. Is there a paper that shows the day of birth?")
)
_OTHER = Reason(
    N_(
        "Another monthly allowance is being paid, and only the highest is kept (Article 6.2). "
        "How much is it a month?"
    )
)
_DROPPED = Reason(
    N_(
        "This person came under this point until 30/06/2025 and is paid nothing since. Has the "
        "move to the social pension been looked at?"
    )
)


@dataclass(frozen=True, slots=True)
class _View:
    """The answer for one age and one number of children."""

    age: int
    children: int
    findings: tuple[Finding, ...]
    paid: tuple[Finding, ...]


def decide(facts: Facts, on: date, readings: Readings = _NO_READING) -> Outcome:
    """What is paid a month on ``on``, what was weighed, and what has to be asked.

    Args:
        facts: what is known on ``on``.
        readings: how the office reads what the law leaves open.

    Raises:
        Correctable: the day is before 1/7/2021, or before the birth.
    """
    require_known(on)
    birth = facts.person.birth
    ages = possible_ages(birth, on)
    if not ages:
        raise Correctable(
            "born-after-day",
            N_("Check the date of birth: it is later than the day asked about."),
            field="person.dob",
        )
    views = _views(facts, on, ages, readings)
    certain = {} if birth.about else _certain(views)
    questions = _by_birth(views, certain, birth, on)
    questions += _by_law(views)
    entitlements = _entitlements(certain)
    if entitlements and facts.person.other_monthly_allowance:
        first = entitlements[0].code
        questions.append(Question(first, None, None, ("person.other_monthly_allowance",), _OTHER))
    if not entitlements and not questions:
        questions += _dropped(facts, on)
    asked = {question.code for question in questions}
    return Outcome(
        on=on,
        entitlements=entitlements,
        considered=_considered(views, asked | set(certain)),
        questions=tuple(questions),
        level=standard_level(on),
        local_level_loaded=LOCAL_LEVEL_LOADED,
    )


def _views(facts: Facts, on: date, ages: tuple[int, ...], readings: Readings) -> tuple[_View, ...]:
    level = standard_level(on)
    count = single_parent.count_children(facts.person.children, on, readings)
    blocks = _blocks(facts.person)
    views = []
    for age in ages:
        for children in range(count.certain, count.certain + count.possible + 1):
            case = Case(facts, on, age, level, readings, children, count.in_doubt)
            findings = [finding for rule in RULES for finding in rule(case)]
            if blocks:
                findings = [_blocked(finding, blocks, facts.person) for finding in findings]
            views.append(_View(age, children, tuple(findings), choose(findings)))
    return tuple(views)


def _blocks(person: Person) -> list[Reason]:
    """What stops every benefit of this person."""
    told = (
        (person.in_facility, _FACILITY),
        (person.imprisoned, _PRISON),
        (person.refused, _DECLINED),
    )
    return [reason for holds, reason in told if holds]


def _blocked(finding: Finding, blocks: list[Reason], person: Person) -> Finding:
    """What blocks leave of a finding: Điều 25.5 and TT 02 Điều 2.1.c name the allowance only."""
    if finding.verdict is Verdict.REFUSED:
        return finding
    if finding.family == "HTXH" and not person.refused:
        return replace(finding, verdict=Verdict.OPEN, reasons=(_PENSION_BLOCKED,))
    return refused(finding.code, blocks)


def _certain(views: tuple[_View, ...]) -> dict[str, Finding]:
    """What every view pays; of 5.4, which is paid for each child, the fewest children."""
    certain = {finding.code: finding for finding in views[0].paid}
    for view in views[1:]:
        paid = {finding.code: finding for finding in view.paid}
        for code, mine in list(certain.items()):
            other = paid.get(code)
            if other is None or (code != "5.4" and other.coefficient != mine.coefficient):
                del certain[code]
            elif other.monthly_vnd < mine.monthly_vnd:
                certain[code] = other
    return certain


def _entitlements(certain: dict[str, Finding]) -> tuple[Entitlement, ...]:
    together = (_ARTICLE_6_2,) if len(certain) > 1 else ()
    return tuple(
        Entitlement(
            code,
            finding.coefficient,
            finding.monthly_vnd,
            (*finding.legal, *together),
            finding.verified,
        )
        for code, finding in sorted(certain.items())
    )


def _by_birth(
    views: tuple[_View, ...], certain: dict[str, Finding], birth: PartialDate, on: date
) -> list[Question]:
    """What some days of birth pay and others do not."""
    sums = {(code, finding.monthly_vnd) for code, finding in certain.items()}
    ages = {view.age for view in views}
    found: dict[tuple[str, int], Question] = {}
    for view in views:
        for finding in view.paid:
            key = finding.code, finding.monthly_vnd
            if key in sums or key in found:
                continue
            having = {other.age for other in views if any(_key(f) == key for f in other.paid)}
            if birth.about:
                fact, reason = "person.dob", _GUESS
            elif having == ages:
                fact, reason = "person.children", _CHILD_DAY
            else:
                fact, reason = "person.dob", _by_day(having, ages, on)
            found[key] = Question(
                finding.code, finding.coefficient, finding.monthly_vnd, (fact,), reason
            )
    return list(found.values())


def _by_day(having: set[int], ages: set[int], on: date) -> Reason:
    day = f"{latest_birth(max(ages), on):%d/%m/%Y}"
    return Reason(_OLDER if max(having) == max(ages) else _YOUNGER, {"day": day})


def _key(finding: Finding) -> tuple[str, int]:
    return finding.code, finding.monthly_vnd


def _by_law(views: tuple[_View, ...]) -> list[Question]:
    """What the words of the law or a missing fact leave open, where it would raise the sum."""
    found: dict[tuple[str, int], Question] = {}
    for view in views:
        for finding in view.findings:
            key = _key(finding)
            if finding.verdict is Verdict.OPEN and _raises(view, finding):
                found.setdefault(
                    key,
                    Question(
                        finding.code,
                        finding.coefficient,
                        finding.monthly_vnd,
                        _facts_left_open(finding),
                        finding.reasons[0],
                    ),
                )
    return list(found.values())


def _facts_left_open(finding: Finding) -> tuple[str, ...]:
    if finding.family == "HTXH" and finding.reasons[0] is not _PENSION_BLOCKED:
        return ("person.pension_amount", "law")
    return ("law",)


def _raises(view: _View, finding: Finding) -> bool:
    granted = Finding(finding.code, Verdict.GRANTED, (), finding.coefficient, finding.monthly_vnd)
    others = (other for other in view.findings if other.code != finding.code)
    return total(choose((*others, granted))) > total(view.paid)


def _considered(views: tuple[_View, ...], answered: set[str]) -> tuple[Considered, ...]:
    """Every category that is neither paid nor asked about, with its reasons."""
    found: dict[str, Considered] = {}
    # HTXH as a whole is answered where HTXH.a is.
    done = answered | {code.rpartition(".")[0] for code in answered}
    for view in views:
        for finding in view.findings:
            code = finding.code
            if code in found or code in done:
                continue
            found[code] = Considered(code, _why_not(finding))
    return tuple(found[code] for code in sorted(found))


def _why_not(finding: Finding) -> tuple[Reason, ...]:
    if finding.verdict is Verdict.REFUSED:
        return finding.reasons
    if finding.verdict is Verdict.OPEN:
        return (*finding.reasons, _NO_MATTER)
    amount = group_digits(finding.monthly_vnd)
    return (Reason(_LOWER, {"sum": amount}),)


def _dropped(facts: Facts, on: date) -> list[Question]:
    """Points b and c of 5.5 until their last day, for somebody who is paid nothing now."""
    last_days = {category.last_day for category in law().categories.values() if category.last_day}
    if _blocks(facts.person):
        return []
    for last_day in last_days:
        if on <= last_day:
            continue
        for age in possible_ages(facts.person.birth, last_day):
            case = Case(facts, last_day, age, standard_level(last_day), _NO_READING)
            for finding in elderly.assess(case):
                category = law().categories[finding.code]
                if finding.verdict is Verdict.GRANTED and category.last_day == last_day:
                    return [Question(finding.code, None, None, ("person.requested",), _DROPPED)]
    return []
