from __future__ import annotations

from datetime import date

from app.ui.widgets.timeline import Bar, Lane, Timeline
from tests.fakes.stage import Stage

LANES = [
    Lane("Nơi ở", (Bar(date(2022, 1, 1), None, "xã Cư Jút"),)),
    Lane(
        "Mức mỗi tháng",
        (
            Bar(date(2024, 7, 1), date(2025, 12, 1), "750.000", strong=True),
            Bar(date(2025, 12, 1), None, "1.000.000", future=True),
        ),
    ),
]


def line(stage: Stage) -> Timeline:
    made = Timeline("Theo thời gian")
    made.set_lanes(LANES, first=date(2022, 1, 1), last=date(2026, 12, 31), today=date(2025, 11, 14))
    stage(made)
    return made


def test_same_facts_are_told_in_words(stage: Stage) -> None:
    made = line(stage)
    assert made.facts() == [
        "Nơi ở: xã Cư Jút, từ 01/01/2022",
        "Mức mỗi tháng: 750.000, từ 01/07/2024",
        "Mức mỗi tháng: 1.000.000, từ 01/12/2025",
    ]
    assert made.accessibleDescription() == "; ".join(made.facts())


def test_days_stand_in_their_order_inside_the_line(stage: Stage) -> None:
    made = line(stage)
    days = [date(1999, 1, 1), date(2022, 1, 1), date(2024, 7, 1), date(2025, 11, 14),
            date(2026, 12, 31), date(2050, 1, 1)]  # fmt: skip
    places = [made._x(day) for day in days]
    assert places == sorted(places)
    assert places[0] == places[1] == 120
    assert places[-1] == places[-2] == made.width() - 1


def test_three_lanes_are_as_high_as_drawn() -> None:
    made = Timeline("Theo thời gian")
    made.set_lanes(
        [*LANES, Lane("Hoàn cảnh", ())],
        first=date(2022, 1, 1),
        last=date(2022, 1, 1),
        today=date(2025, 1, 1),
    )
    assert made.sizeHint().height() == 164


def test_future_is_drawn_otherwise(stage: Stage) -> None:
    made = line(stage)
    before = made.grab().toImage()
    certain = Lane("Mức mỗi tháng", tuple(Bar(b.start, b.end, b.text) for b in LANES[1].bars))
    made.set_lanes([LANES[0], certain], first=date(2022, 1, 1), last=date(2026, 12, 31),
                   today=date(2025, 11, 14))  # fmt: skip
    assert made.grab().toImage() != before
