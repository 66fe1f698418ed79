"""Steps and limits before and after 1/7/2025."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import Correctable
from app.policy.procedure import current, procedure_on, states


@pytest.mark.parametrize(
    ("received", "decider", "verified"),
    [
        (date(2021, 7, 1), "Chủ tịch UBND cấp huyện", True),  # NĐ 20/2021 Điều 8.1
        (date(2025, 6, 30), "Chủ tịch UBND cấp huyện", True),
        (date(2025, 7, 1), "Chủ tịch UBND cấp xã", False),  # NĐ 147/2025 Điều 5.2.b, as quoted
    ],
)
def test_who_decides(received: date, decider: str, *, verified: bool) -> None:
    found = procedure_on(received)
    assert (found.decider, found.verified) == (decider, verified)


def test_before_the_law_the_day_is_asked_for() -> None:
    with pytest.raises(Correctable) as told:
        procedure_on(date(2021, 6, 30))
    assert told.value.field == "received_on"


def test_ten_working_days_for_everything_since_july_2025() -> None:
    steps = states(date(2025, 10, 28), {}, restricted=False)
    assert [one.step.key for one in steps] == [
        "received", "verified", "posted", "submitted", "decided",
    ]  # fmt: skip
    assert {one.due for one in steps[1:]} == {date(2025, 11, 11)}


def test_before_july_2025_each_limit_follows_the_step_before() -> None:
    done = {"verified": date(2025, 3, 7), "posted": date(2025, 3, 11)}
    steps = {one.step.key: one for one in states(date(2025, 3, 3), done, restricted=False)}
    assert steps["verified"].due == date(2025, 3, 12)  # 7 working days
    assert steps["submitted"].due == date(2025, 3, 14)  # 3 after the posting
    assert steps["decided"].due == date(2025, 3, 28)  # 7 + 3 after it, counted from its limit


def test_an_illness_is_never_posted_and_the_clock_goes_on() -> None:
    steps = {one.step.key: one for one in states(date(2025, 3, 3), {}, restricted=True)}
    assert "posted" not in steps
    assert steps["submitted"].due == date(2025, 3, 17)


def test_the_step_to_do_now() -> None:
    received = date(2025, 10, 28)
    now = current(states(received, {"verified": date(2025, 10, 30)}, restricted=False))
    assert now is not None
    assert now.step.key == "posted"
    every = dict.fromkeys(("verified", "posted", "submitted", "decided"), received)
    assert current(states(received, every, restricted=False)) is None
