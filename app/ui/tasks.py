"""Work off the window's thread: one writer, a few readers, answers on the main thread.

A screen never waits: it hands a function to ``read`` or ``write`` and is called back. Writes
follow one another on one thread, so that two saves never race; reads and pure work run beside.
What nobody waits for is done on the main thread in small steps, while nothing else is to be done.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.core.errors import Cancelled

READERS = 2
SHOWN_MS = 20  # in which what was answered is laid out and painted, before a thread takes turns
PAUSE_MS = 10  # in which nothing was under way: then there is time to spare
_OVER = object()


class Job(QObject):
    """One piece of work under way; ``cancel`` asks it to stop at its next look."""

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)

    def __init__(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        super().__init__()
        self._work = work
        self._arguments = arguments
        self.after_paint = False
        self._stop = threading.Event()
        self.over = False

    def cancel(self) -> None:
        """Ask the work to stop; what it has not finished is undone by its transaction."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """For the work itself: whether it should stop."""
        return self._stop.is_set()

    def progress(self, state: object) -> None:
        """For the work itself: tell how far it is; raises Cancelled when it should stop."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(state)

    def run(self) -> None:
        """Do the work; called on a worker thread."""
        if self._stop.is_set():
            self.failed.emit(Cancelled())
            return
        try:
            answer = self._work(*self._arguments)
        except BaseException as error:  # noqa: BLE001  # carried to the main thread and told there
            self.failed.emit(error)
        else:
            self.done.emit(answer)


class _Runnable(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Tasks(QObject):
    """Hands work to threads; lives on the main thread for as long as the window."""

    def __init__(self, unexpected: Callable[[BaseException], None]) -> None:
        """``unexpected`` is told of failures for which nobody asked to be told."""
        super().__init__()
        self._unexpected = unexpected
        self._writer = _pool(1)
        self._readers = _pool(READERS)
        self._jobs: set[Job] = set()
        self._spare: deque[Iterator[object]] = deque()
        self._stopped = False
        self._turn = QTimer(self)  # comes when neither a key nor a paint is waiting
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._step)

    def read(
        self,
        work: Callable[..., Any],
        *arguments: Any,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
        after_paint: bool = False,
    ) -> Job:
        """Run ``work`` beside the window; ``done`` gets its answer on the main thread.

        With an ``owner`` the answer is dropped when that screen is gone. ``after_paint``: what was
        just shown is painted first, which both threads at once would make slower.
        """
        job = Job(work, arguments)
        job.after_paint = after_paint
        return self._submit(self._readers, job, done, failed, None, owner, None)

    def write(
        self,
        work: Callable[..., Any],
        *arguments: Any,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        progressed: Callable[[Any], None] | None = None,
        owner: QObject | None = None,
        starter: QWidget | None = None,
    ) -> Job:
        """Run ``work`` after all writes before it; ``starter`` is disabled until it is over."""
        job = Job(work, arguments)
        return self._submit(self._writer, job, done, failed, progressed, owner, starter)

    def write_with_job(
        self,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        progressed: Callable[[Any], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """As :meth:`write` for long work, which gets its job to tell progress through."""
        job = Job(lambda: work(job), ())
        return self._submit(self._writer, job, done, failed, progressed, owner, None)

    def spare(self, steps: Iterator[object]) -> None:
        """Take these steps one by one, once nothing has been under way for a moment."""
        assert_main_thread()
        if not self._stopped:
            self._spare.append(steps)
            self._go_on()

    @property
    def busy(self) -> bool:
        """Whether anything is under way or waits for spare time."""
        return bool(self._jobs or self._spare)

    def stop(self) -> None:
        """Ask everything to stop and wait for it; at the end of the program."""
        self._stopped = True
        self._spare.clear()
        for job in self._jobs:
            job.cancel()
        self._writer.waitForDone()
        self._readers.waitForDone()

    def _submit(
        self,
        pool: QThreadPool,
        job: Job,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None,
        progressed: Callable[[Any], None] | None,
        owner: QObject | None,
        starter: QWidget | None,
    ) -> Job:
        assert_main_thread()
        answer = _Answer(self, job, done, failed, owner, starter)
        job.done.connect(answer.succeed)
        job.failed.connect(answer.fail)
        if progressed is not None:
            job.progressed.connect(progressed)
        if starter is not None:
            starter.setEnabled(False)
        self._jobs.add(job)
        if job.after_paint:
            QTimer.singleShot(SHOWN_MS, self, lambda: self._start(pool, job))
        else:
            self._start(pool, job)
        return job

    def _start(self, pool: QThreadPool, job: Job) -> None:
        """Nothing is begun at the end of the program: it would outlive what it works on."""
        if self._stopped:
            self._jobs.discard(job)
        else:
            pool.start(_Runnable(job))

    def finish(self, job: Job) -> None:
        """Forget a job that is over."""
        job.over = True
        self._jobs.discard(job)
        self._go_on()

    def _go_on(self, pause: int = PAUSE_MS) -> None:
        if self._spare and not self._jobs:
            self._turn.start(pause)

    def _step(self) -> None:
        if not self._spare or self._jobs:
            return
        steps = self._spare[0]
        try:
            over = next(steps, _OVER) is _OVER
        except BaseException as error:  # noqa: BLE001  # told like any failure nobody asked about
            over = True
            self._unexpected(error)
        if over and steps in self._spare:
            self._spare.remove(steps)
        self._go_on(0)

    def unexpected(self, error: BaseException) -> None:
        """Tell of a failure that the screen did not ask about."""
        self._unexpected(error)


class _Answer(QObject):
    """Receives a job's answer on the main thread; a child of the job, so that it lives as long."""

    def __init__(
        self,
        tasks: Tasks,
        job: Job,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None,
        owner: QObject | None,
        starter: QWidget | None,
    ) -> None:
        super().__init__(job)
        self._tasks = tasks
        self._job = job
        self._done = done
        self._failed = failed
        self._starter = starter
        self._owner = owner

    @property
    def _wanted(self) -> bool:
        """Whether the screen that asked is still there.

        It is looked at, not told by its ``destroyed``: at the end of the program that signal
        would reach answers that are half taken down.
        """
        return self._owner is None or isValid(self._owner)

    @Slot(object)
    def succeed(self, answer: object) -> None:
        self._over()
        if self._wanted:
            self._done(answer)

    @Slot(object)
    def fail(self, error: BaseException) -> None:
        self._over()
        if isinstance(error, Cancelled) and self._failed is None:
            return
        if not self._wanted:
            return
        if self._failed is not None:
            self._failed(error)
        else:
            self._tasks.unexpected(error)

    def _over(self) -> None:
        self._tasks.finish(self._job)
        if self._starter is not None and isValid(self._starter):
            self._starter.setEnabled(True)


def assert_main_thread() -> None:
    """Loud when a widget would be touched from a worker."""
    app = QApplication.instance()
    assert app is not None
    assert QThread.currentThread() is app.thread(), "only the main thread touches the window"


def _pool(threads: int) -> QThreadPool:
    pool = QThreadPool()
    pool.setMaxThreadCount(threads)
    pool.setExpiryTimeout(-1)
    return pool
