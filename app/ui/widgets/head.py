"""The head of a screen or record: its name, a quiet line, tags and buttons at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import px
from app.ui.widgets.tag import Tag
from app.ui.widgets.words import Words


class RecordHead(QWidget):
    """24 px from the left; buttons keep the order in which they are added."""

    def __init__(self, title: str = "", second: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(12), px(16), px(12))
        row.setSpacing(px(8))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        self._title = Words(title, "title")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._second = Words(second, tone="tx2")
        # A long line gives way to tags and buttons instead of pressing them together.
        self._title.setMinimumWidth(1)
        self._second.setMinimumWidth(1)
        words.addWidget(self._title)
        words.addWidget(self._second)
        row.addLayout(words, 1)
        self._tags = QHBoxLayout()
        self._tags.setSpacing(px(6))
        self._right = QHBoxLayout()
        self._right.setSpacing(px(8))
        self._right.addLayout(self._tags)
        row.addLayout(self._right)
        row.setAlignment(self._right, Qt.AlignmentFlag.AlignTop)
        self.set_words(title, second)

    def set_words(self, title: str, second: str = "") -> None:
        """Another name and quiet line."""
        self._title.setText(title)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self.setAccessibleName(title)

    def set_tags(self, tags: Sequence[tuple[str, str]]) -> None:
        """Tags as (kind, text), left of the buttons."""
        while (item := self._tags.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for kind, text in tags:
            tag = Tag(kind, text)
            self._tags.addWidget(tag)
            tag.show()

    def add_button(self, button: QWidget) -> None:
        """A button at the right."""
        self._right.addWidget(button)
