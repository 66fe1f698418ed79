"""What a screen is handed, without a window: work is done at once, what it tells is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.services.container import Services
from app.ui.changes_bus import ChangesBus
from app.ui.screen import Context
from app.ui.tasks import Job, Tasks


class InlineTasks(Tasks):
    """Does every piece of work where it is asked for."""

    def _submit(
        self,
        pool: Any,
        job: Job,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None,
        progressed: Callable[[Any], None] | None,
        owner: Any,
        starter: Any,
    ) -> Job:
        if progressed is not None:
            job.progressed.connect(progressed)
        job.done.connect(done)
        job.failed.connect(failed if failed is not None else self.unexpected)
        job.run()
        self.finish(job)
        return job

    def spare(self, steps: Iterator[object]) -> None:
        for _step in steps:
            pass


@dataclass
class Answers:
    """Answers what a dialog would ask."""

    saved_as: Path | None = None
    yes: bool = True
    opened: list[Path] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def files_to_open(self, title: str, pattern: str) -> list[Path]:
        self.asked.append(title)
        return self.opened

    def folder(self, title: str) -> Path | None:
        return self.saved_as

    def file_to_save(self, title: str, name: str) -> Path | None:
        self.asked.append(title)
        return self.saved_as

    def confirm(self, question: str, verb: str) -> bool:
        return self.yes


@dataclass
class Window:
    """Records where a screen went and what it said."""

    context: Context
    asker: Answers
    went: list[tuple[str, dict[str, Any]]]
    toasts: list[str]
    told: list[BaseException]


def window_for(services: Services) -> Window:
    """A context whose tasks run inline; failures that nobody expected are kept in ``told``."""
    went: list[tuple[str, dict[str, Any]]] = []
    toasts: list[str] = []
    told: list[BaseException] = []
    asker = Answers()
    context = Context(
        "office" if services.session.role == "office" else "commune",
        InlineTasks(told.append),
        ChangesBus(),
        asker,
        lambda screen, **where: went.append((screen, where)),
        lambda words, *_rest, **_more: toasts.append(words),
        told.append,
        lambda: None,
        services,
    )
    return Window(context, asker, went, toasts, told)
