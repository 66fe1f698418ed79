"""The bugs that ``tools.seeded_bugs`` plants: one wrong thought each, as somebody might have it.

Here those in folding and carrying; others in ``seeded_bugs_believed`` and ``seeded_bugs_branches``.

``before`` must stand in the module exactly once. When a change of the program takes it away, the
bug is worded anew, never dropped.
"""

from __future__ import annotations

from tools import seeded_bugs_believed, seeded_bugs_branches
from tools.planted_bug import Bug

HISTORIES = "tests/integration/histories/test_pure_histories.py"
FOLD = "tests/unit/oplog/test_fold.py"
REPETITION = "tests/unit/oplog/test_repetition.py"
MISSING = "tests/integration/two_devices/test_missing_part.py"
STEPS = "tests/unit/sync/steps"
TROUBLE = "tests/integration/two_devices/test_trouble_on_the_way.py"


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
        "return self.unlike(number) and not self.awaited.get(number)",
        "return self.unlike(number)",
        FOLD,
    ),
    _fold(
        "old-name-forgotten",
        "who built on the first of two names does not replace the second",
        "gone = {together.of(base) for base in write.bases} - {one}",
        "gone = set(write.bases)",
        REPETITION,
    ),
    _fold(
        "waits-for-the-first",
        "a base is waited for although what says the same is there",
        "if not together.here(base)}",
        "if base not in received}",
        REPETITION,
    ),
    Bug(
        "stranger-repeats",
        "anybody hides an entry by claiming to repeat it",
        "app.oplog.repetition",
        'one.device == first.device or one.role == "office"',
        "True",
        (REPETITION,),
    ),
    Bug(
        "says-something-else",
        "what was written is changed silently by a lie about what it said",
        "app.oplog.repetition",
        "if {content(one.operation)} == told",
        "if told",
        (REPETITION,),
    ),
    _fold(
        "first-name-stands",
        "a station tells another head because it holds another branch",
        "return max(last or found, key=Head.rank)",
        "return max(found, key=Head.rank)",
        REPETITION,
    ),
    Bug(
        "twice-stands",
        "what was written anew stands beside what it repeats",
        "app.oplog.repetition",
        "return one.origin.parent is not None and one.operation.nonce is not None",
        "return False",
        (HISTORIES,),
    ),
    Bug(
        "denied-taken-up",
        "what a commune may not write counts once the office has taken it up",
        "app.oplog.branches",
        '_verdict(origin, one, registry) == "folded"',
        '_verdict(origin, one, registry) != "unknown"',
        (MISSING,),
    ),
    Bug(
        "taken-up-again",
        "what was taken up is taken up each time",
        "app.sync.adoption",
        " if name not in there",
        "",
        (MISSING,),
    ),
    Bug(
        "unproved-taken-up",
        "what nobody vouched for is taken up",
        "app.sync.adoption",
        "for row in held if ends[row.bundle] == row.head_seq}",
        "for row in held}",
        ("tests/unit/sync/test_adoption.py",),
    ),
    Bug(
        "parked-branch-dropped",
        "parked work of another branch goes when the stream has grown past it",
        "app.sync.parked",
        "joined.exists() | (end != sync_parked.c.head_seq),",
        "",
        (MISSING,),
    ),
    Bug(
        "waiting-decides",
        "a field that waits for an earlier change holds no decision up",
        "app.storage.projection",
        "if state.unlike(number)",
        "if state.differing(number)",
        ("tests/unit/services/test_differences.py",),
    ),
    Bug(
        "copies-believed",
        "what one of two copies says is held against the other",
        "app.sync.steps.acknowledge",
        "return replace(held, after={}) if forks.copied(connection, device, now_ms) else held",
        "return held",
        ("tests/integration/two_devices/test_copies.py",),
    ),
    Bug(
        "office-not-asked",
        "where the first one is not here, a stranger keeps the office's from counting",
        "app.oplog.repetition",
        "for one in offices or found}",
        "for one in found}",
        (REPETITION,),
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
        "link-in-a-circle",
        "two stations link two rows to each other, and both vanish from the lists",
        "isinstance(value, bytes) and value < operation.row",
        "isinstance(value, bytes)",
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
        "operation.schema <= registry.schema\n        and operation.action",
        "True\n        and operation.action",
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
    Bug(
        "lower-number-unheard",
        "a station restored under a clock that went back is not heard",
        "app.sync.steps.acknowledge",
        "    connection.execute(delete(sync_peer).where(sync_peer.c.device == device))\n",
        "    told = select(sync_peer.c.statement).where(sync_peer.c.device == device)\n"
        "    if max(connection.execute(told).scalars(), default=0) > manifest.statement:\n"
        "        return\n"
        "    connection.execute(delete(sync_peer).where(sync_peer.c.device == device))\n",
        (f"{STEPS}/test_acknowledge.py",),
    ),
    Bug(
        "ack-of-other-history",
        "what a peer says of another history counts as if it were ours",
        "app.sync.steps.acknowledge",
        "min(seq, stream.seq) if same else 0",
        "min(seq, stream.seq)",
        (f"{STEPS}/test_acknowledge.py",),
    ),
    Bug(
        "have-beyond",
        "a station says that it holds one more than it does",
        "app.sync.steps.acknowledge",
        "Have(stream.id.bytes, stream.seq, stream.chain)",
        "Have(stream.id.bytes, stream.seq + 1, stream.chain)",
        (f"{STEPS}/test_acknowledge.py", TROUBLE),
    ),
    Bug(
        "have-to-anybody",
        "a statement names streams that the peer may not hold",
        "app.sync.steps.acknowledge",
        "        and peer.may_hold(stream.origin.channel.value, stream.origin.pv)\n    )",
        "    )",
        (f"{STEPS}/test_acknowledge.py",),
    ),
    Bug(
        "need-too-late",
        "the first missing operation is not asked for",
        "app.sync.steps.acknowledge",
        "Need(raw, stream.seq + 1, first - 1)",
        "Need(raw, stream.seq + 2, first - 1)",
        (f"{STEPS}/test_acknowledge.py",),
    ),
    Bug(
        "sends-one-less",
        "the first operation that the peer lacks is left out",
        "app.sync.steps.collect_changes",
        "stream, after.get(stream.id, 0))",
        "stream, after.get(stream.id, -1) + 1)",
        (f"{STEPS}/test_collect_changes.py",),
    ),
    Bug(
        "overlap-uncompared",
        "another history is taken for ours where both overlap",
        "app.sync.steps.merge_bundle",
        "if not both or self._chain_at(walk.stream, both[-1].seq) == both[-1].chain:",
        "if True:",
        (f"{STEPS}/test_merge_bundle.py",),
    ),
    Bug(
        "unparked-unproved",
        "parked operations join though no device has signed them",
        "app.sync.parked",
        "return verify_head(sign_key, stream.id.bytes, seq=head, chain=chain, signature=signature)",
        "return True",
        (f"{STEPS}/test_merge_bundle.py",),
    ),
    Bug(
        "unparked-over-a-gap",
        "what lies beyond a gap joins before the gap is closed",
        "app.sync.steps.merge_bundle",
        "parks = announced.last > stream.seq and (before > stream.seq or unproved)",
        "parks = announced.last > stream.seq and unproved",
        (f"{STEPS}/test_merge_bundle.py",),
    ),
    Bug(
        "unproved-shown",
        "what its device has not signed yet is shown at once",
        "app.sync.steps.merge_bundle",
        "parks = announced.last > stream.seq and (before > stream.seq or unproved)",
        "parks = announced.last > stream.seq and before > stream.seq",
        (f"{STEPS}/test_merge_bundle.py",),
    ),
    Bug(
        "end-unchecked",
        "a bundle that ends otherwise than announced is taken in",
        "app.sync.steps.merge_bundle",
        "if walk.seq != walk.announced.last or walk.chain != walk.announced.chain_after:",
        "if False:",
        (f"{STEPS}/test_merge_bundle.py",),
    ),
    Bug(
        "own-stream-grows",
        "after a restored backup the old numbers are used on",
        "app.sync.steps.merge_bundle",
        "forks.leave(self._work, self._own_device(), walk.stream)",
        "pass",
        (f"{STEPS}/test_merge_bundle.py",),
    ),
    *seeded_bugs_believed.BUGS,
    *seeded_bugs_branches.BUGS,
)
