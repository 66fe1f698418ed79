"""The bugs that ``tools.seeded_bugs`` plants: one wrong thought each, as somebody might have it.

``before`` must stand in the module exactly once. When a change of the program takes it away, the
bug is worded anew, never dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HISTORIES = "tests/integration/histories/test_pure_histories.py"
FOLD = "tests/unit/oplog/test_fold.py"


@dataclass(frozen=True, slots=True)
class Bug:
    """One change of text, and the tests that have to see it."""

    name: str
    says: str
    module: str
    before: str
    after: str
    seen_by: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where the module's text lies."""
        return ROOT / (self.module.replace(".", "/") + ".py")

    def applied(self, text: str) -> str:
        """The module's text with the bug; ValueError when there is no one place for it."""
        if text.count(self.before) != 1:
            raise ValueError(f"{self.name}: found {text.count(self.before)} times in {self.module}")
        return text.replace(self.before, self.after)


def _fold(name: str, says: str, before: str, after: str, *seen_by: str) -> Bug:
    return Bug(name, says, "app.oplog.fold", before, after, seen_by or (HISTORIES,))


BUGS: tuple[Bug, ...] = (
    _fold(
        "awaited-dropped",
        "a base that comes later replaces what has replaced it",
        "row.awaited.setdefault(write.field, set()).add(base)",
        "pass",
    ),
    _fold(
        "bases-shown-only",
        "an entry names only the shown one of the values its writer saw",
        "self.heads.get(number, ())[:MAX_BASES]",
        "self.heads.get(number, ())[:1]",
    ),
    _fold(
        "last-base-only",
        "of several bases only the last is taken away",
        "for base in write.bases:\n            kept",
        "for base in write.bases[-1:]:\n            kept",
    ),
    _fold(
        "superseded-stands",
        "an entry that was replaced before it came stands all the same",
        "if write.field not in superseded:",
        "if True:",
    ),
    _fold(
        "known-forgotten",
        "a base that came and went is waited for again",
        "elif base != name and not known(base):",
        "elif base != name:",
    ),
    _fold(
        "twice-is-new",
        "an operation that comes twice is folded twice",
        "        if entry.hash in received:\n            continue\n",
        "",
    ),
    _fold(
        "clock-decides",
        "the later clock removes the other entry",
        "heads.sort(key=Head.rank, reverse=True)",
        "heads[:] = [max(heads, key=Head.rank)]",
    ),
    _fold(
        "clock-before-office",
        "the later clock is shown before the office's entry",
        "return (self.authority, self.hlc, self.stream, self.seq)",
        "return (self.hlc, self.authority, self.stream, self.seq)",
        FOLD,
    ),
    _fold(
        "denied-folds",
        "what a stream may not write changes the row",
        'return "folded" if allowed(operation, origin, registry) else "denied"',
        'return "folded"',
    ),
    _fold(
        "denied-keeps-waiting",
        "whoever named a denied operation as base waits for ever",
        "for number, names in row.awaited.items() if name in names}",
        "for number, names in row.awaited.items() if name in names and status != 'denied'}",
        FOLD,
    ),
    _fold(
        "differs-too-early",
        "a difference is shown while one of its entries is on its way",
        "and not self.awaited.get(number)\n            and len",
        "and len",
        FOLD,
    ),
    _fold(
        "office-field-open",
        "a commune writes what only the office writes",
        'field.merge is Merge.OFFICE and origin.role != "office"',
        "False",
        FOLD,
    ),
    _fold(
        "once-rewritten",
        "what is written once is written over",
        "field.merge is Merge.ONCE and (ends or (write.bases and not _chooses(operation, write)))",
        "False",
        FOLD,
    ),
    _fold(
        "any-scope",
        "a stream writes rows of another commune",
        "kind.channel is not origin.channel or operation.pv != origin.pv",
        "kind.channel is not origin.channel",
        FOLD,
    ),
    _fold(
        "newer-folds",
        "what a newer program means is guessed",
        "operation.schema <= registry.schema",
        "True",
        FOLD,
    ),
    Bug(
        "delete-keeps-heads",
        "a deletion here and a change there meet unnoticed",
        "app.oplog.edit",
        "{**dict.fromkeys(written), DELETED: True}",
        "{DELETED: True}",
        ("tests/unit/oplog/test_edit.py",),
    ),
    Bug(
        "restore-comes-empty",
        "what a deletion emptied stays empty when the row comes back",
        "app.oplog.edit",
        "for number, value in emptied.items()",
        "for number, value in dict(emptied and {}).items()",
        ("tests/unit/oplog/test_edit.py",),
    ),
    Bug(
        "chain-forgets",
        "a chain value does not cover what came before",
        "app.oplog.stream",
        "sha256(CHAIN_CONTEXT + chain + sha256(raw).digest())",
        "sha256(CHAIN_CONTEXT + sha256(raw).digest())",
        ("tests/unit/oplog/test_stream.py",),
    ),
    Bug(
        "name-without-stream",
        "the same bytes in two streams bear one name",
        "app.oplog.operation",
        'sha256(b"tgxh/op/1\\0" + stream_id + raw)',
        'sha256(b"tgxh/op/1\\0" + raw)',
        ("tests/unit/oplog/test_operation.py",),
    ),
    Bug(
        "any-encoding",
        "two encodings of one operation are both taken",
        "app.oplog.operation",
        "_encoder.encode(operation) != raw or not _well_formed(operation)",
        "not _well_formed(operation)",
        ("tests/unit/oplog/test_operation.py",),
    ),
    Bug(
        "clock-adopted",
        "a clock that is wrong by years pushes all others",
        "app.oplog.hybrid_clock",
        "return max(last, remote) if remote <= limit else last",
        "return max(last, remote)",
        ("tests/unit/oplog/test_hybrid_clock.py",),
    ),
)
