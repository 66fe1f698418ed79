from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.ui.screens.exchange.step_card import StepCard


def test_a_step_that_is_done_bears_the_tick(qtbot: QtBot) -> None:
    made = StepCard("2", "Gửi đi đâu")
    qtbot.addWidget(made)
    made.show()
    with_number = made._mark.grab().toImage()
    made.set_done(done=True)
    assert made._mark.done
    assert made._mark.grab().toImage() != with_number
    assert made.accessibleName() == "Gửi đi đâu"


def test_quiet_words_stand_in_the_head(qtbot: QtBot) -> None:
    made = StepCard("1", "Gửi gì")
    qtbot.addWidget(made)
    made.set_aside("7 thay đổi", tone="tx")
    assert made._told.text() == "7 thay đổi"
