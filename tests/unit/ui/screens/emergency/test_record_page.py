"""Which step a case waits for."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from app.services.container import Services
from app.services.relief_decisions import ReliefDecision
from app.ui.screens.emergency.record_page import RecordPage, step_of


def test_the_next_step_and_its_button(dressed_app: QApplication, desk: Services) -> None:
    made = desk.emergencies.intake(
        {"cause": "hoa_hoan", "household_name": "Y Lô", "persons": 1, "needs": "gao"},
        [{"name": "Y Pơr", "status": "thuong_nang", "treatment_days": 4}],
    ).made
    assert made is not None
    page = RecordPage()
    asked: list[str] = []
    page.acted.connect(asked.append)
    steps = []
    for act in (
        lambda: desk.emergencies.meet(made, "2025-11-14", "nhất trí"),
        lambda: desk.relief_decisions.decide(
            made,
            ReliefDecision("1/QĐ", "2025-11-14", "Y Thim"),
            desk.relief_decisions.proposed(made),
        ),
        lambda: desk.emergencies.deliver(made, "2025-11-14", "Y Lô"),
        lambda: None,
    ):
        file = desk.emergencies.file(made)
        page.show_case(file)
        steps.append(step_of(file))
        if steps[-1]:
            page.next.press()
        act()
    assert steps == ["meet", "decide", "deliver", ""]
    assert asked == steps[:3]
    assert page.next.isHidden()
