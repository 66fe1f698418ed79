from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.options import Option
from app.ui.widgets.question_card import Question, QuestionCard
from tests.fakes.stage import Stage
from tests.fakes.typist import give_focus, press

QUESTION = Question(
    "Câu hỏi cần trả lời",
    "Tính từ tháng nào?",
    (Option("sign", "Tháng ký, 11/2025", key="1"), Option("paper", "Tháng trên giấy", key="2")),
    "khoản 1 Điều 8",
)


def test_key_answers(qtbot: QtBot, stage: Stage) -> None:
    card = QuestionCard(QUESTION)
    stage(card)
    assert card.value() is None
    give_focus(card.options.rows[0])
    with qtbot.waitSignal(card.answered) as told:
        press(card.options.rows[0], Qt.Key.Key_2, "2")
    assert told.args == ["paper"]
    assert card.value() == "paper"


def test_arrow_answers_nothing(stage: Stage) -> None:
    card = QuestionCard(QUESTION)
    stage(card)
    give_focus(card.options.rows[0])
    press(card.options.rows[0], Qt.Key.Key_Down)
    assert card.value() is None


def test_another_question_is_open_again(stage: Stage) -> None:
    card = QuestionCard(QUESTION)
    stage(card)
    card.set_value("sign")
    card.ask(Question("Còn 1 dòng", "Giảm từ tháng nào?", QUESTION.options))
    assert card.value() is None
    assert card.accessibleName() == "Còn 1 dòng"
    assert card.options.accessibleName() == "Giảm từ tháng nào?"
    assert card._note.isHidden()
