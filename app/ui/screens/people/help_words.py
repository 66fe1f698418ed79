"""What F1 explains beside the list of people, part by part, in a few sentences to act by."""

from __future__ import annotations

from app.core.i18n import _


def help_of(part: str, *, office: bool) -> tuple[str, ...]:
    """The sentences of a part of a person's page, or of the ``intake``."""
    if part == "intake":
        return _intake()
    told = {
        "overview": _overview,
        "facts": _facts,
        "dossiers": _dossiers,
        "papers": _papers,
        "changes": _changes,
    }[part]
    return (_find(), *_reading()) if office and part != "changes" else told()


def _find() -> str:
    return _(
        "Type part of a name at the left, without marks if you like, a village or the last digits "
        "of the card: the list follows."
    )


def _overview() -> tuple[str, ...]:
    return (
        _find(),
        _(
            "The page tells why this sum and what to do next; F7 does it. F2 corrects what was "
            "entered wrongly."
        ),
        _(
            "Somebody stands here twice? Shift F9 finds the other row. Somebody moves to another "
            "commune? Ctrl D. Nobody is deleted from the register."
        ),
    )


def _facts() -> tuple[str, ...]:
    return (
        _(
            "Each circumstance has the day it began and the paper it rests on: the months of the "
            "allowance are counted by these days. F8 adds one."
        ),
        _(
            "It no longer holds? Choose its row, press Enter, type the day it ended. What held "
            "until then stays."
        ),
    )


def _dossiers() -> tuple[str, ...]:
    return (
        _("All dossiers of this person. Enter opens one at the step where it stands."),
        _(
            "For a new one go back to the overview with Alt 1: when the circumstances allow it, "
            "it stands there as what to do next."
        ),
    )


def _papers() -> tuple[str, ...]:
    return (
        _("Every paper that was printed or saved about this person. Ctrl P makes another one."),
        _(
            "A paper is made from the register each time. Something is wrong on it? Correct the "
            "register, then print again."
        ),
    )


def _changes() -> tuple[str, ...]:
    return (
        _("Who wrote what about this person and when, the latest first."),
        _("What was replaced stands before the arrow: nothing that was written is gone."),
    )


def _reading() -> tuple[str, ...]:
    return (
        _("Here you read what the communes entered. What is wrong is corrected by the commune."),
        _(
            "F9 shows rows, also of different communes, that may be one person; Ctrl M shows who "
            "moves from one commune to another."
        ),
    )


def _intake() -> tuple[str, ...]:
    return (
        _(
            "Choose the village, then one row for each member, the head first. Only the name is "
            "needed now."
        ),
        _(
            "Type the birth as it is told: 1/7/45, 1945, about 1945. Ctrl D copies the cell above, "
            "Ctrl V pastes rows from Excel."
        ),
        _(
            "Ctrl S enters all of it in the register. Not finished? Esc: the draft waits in the "
            "work of today."
        ),
    )
