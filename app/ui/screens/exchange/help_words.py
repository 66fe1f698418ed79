"""What F1 explains on each page of the exchange, in a few sentences an officer can act by."""

from __future__ import annotations

from app.core.i18n import _


def help_of(page: str, *, office: bool) -> tuple[str, ...]:
    """The sentences of a page: send, receive, differences, history or proof."""
    return {
        "send": _send_to_communes() if office else _send(),
        "receive": _receive(),
        "differences": _differences(),
        "history": _history(),
        "proof": _proof(),
    }[page]


def _send() -> tuple[str, ...]:
    return (
        _(
            "A file carries every change that the receiving office has not confirmed yet. "
            "Nobody else can read it."
        ),
        _(
            "Plug the stick in, choose it, press Ctrl Enter. AnSinh writes, then reads back; "
            "pull the stick only when it says so."
        ),
        _stick(),
        _telephone(),
    )


def _send_to_communes() -> tuple[str, ...]:
    return (
        _(
            "A file carries to one commune what it has not confirmed yet, and tells it what "
            "arrived here. Answers for all communes at once are written on the board of "
            "communes."
        ),
        _stick(),
        _telephone(),
    )


def _stick() -> str:
    return _(
        "Stick broken or lost? Send once more: what is not confirmed goes along again, and nothing "
        "is counted twice."
    )


def _telephone() -> str:
    return _(
        "When the file goes by mail or Zalo, read its six check words over the telephone, so that "
        "both sides know it is the right one."
    )


def _receive() -> tuple[str, ...]:
    return (
        _(
            "Take in every file that was given to you, in any order. A file taken in twice "
            "changes nothing."
        ),
        _(
            "Each file is taken in whole or not at all. Stopping, a power cut or closing the "
            "window loses nothing: take the file in once more."
        ),
        _("A file that is not taken in says why and what to do. Keep it until the sender answers."),
    )


def _differences() -> tuple[str, ...]:
    return (
        _(
            "Two computers wrote different things in one place. Both are kept; until somebody"
            " chooses, no decision that hangs on it can be entered."
        ),
        _(
            "Choose with 1 or 2, write why, press Enter. The choice goes to everybody with "
            "the next file; what was not chosen stays in the history."
        ),
        _("Not sure? Leave it with Esc and call the person whose name stands at the entry."),
    )


def _history() -> tuple[str, ...]:
    return (
        _(
            "Every file that went out or came in. Below stand the chosen one's name and check"
            " words."
        ),
        _(
            "Awaiting receipt means that the other side has not told yet that it holds the "
            "file. What is missing goes along with the next file by itself."
        ),
    )


def _proof() -> tuple[str, ...]:
    return (
        _(
            "Type a name to see every change about that person: who made it, whether it is in"
            " use, in which file it went, whether the other side has it."
        ),
        _(
            "The bar at the top tells when this computer and the other side last compared "
            "what they hold, and names the people if something differs."
        ),
        _(
            "Restored from a backup, or a new computer? Ask the other side to send everything"
            " again and take that file in: what is missing here comes back."
        ),
    )
