from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.services.invented.disasters import Home, disasters

ON = date(2026, 11, 22)


@given(st.integers(1, 700), st.integers(0, 10**6))
def test_reports_name_households_that_exist(count: int, seed: int) -> None:
    homes = [Home(f"h-{n}", f"v-{n % 4}", f"Thôn {n % 4}", "ngheo", 4) for n in range(count)]
    rows = disasters(homes, on=ON, chance=Random(seed))
    events = {row.key: row for row in rows if row.kind == "event"}
    cases = [row for row in rows if row.kind == "emergency_case"]
    assert len(events) == max(2, count // 300)
    assert len({row.key for row in rows}) == len(rows)
    by_key = {home.household: home for home in homes}
    for case in cases:
        event, home = events[case.links["event"]], by_key[case.links["household"]]
        assert case.links["village"] == home.village
        assert case.set["cause"] == event.set["cause"]
        assert case.set["place"] == event.set["place"] == home.village_name
        assert event.set["happened_on"] < case.set["received_at"][:10] < ON.isoformat()
        assert ("house_damage" in case.set) != ("months" in case.set)


def test_nobody_there_nothing_happens() -> None:
    assert disasters([], on=ON, chance=Random(1)) == []
