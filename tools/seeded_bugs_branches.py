"""Planted bugs, as in ``seeded_bug_list``: two histories of one stream, and withdrawn computers."""

from __future__ import annotations

from tools.planted_bug import Bug

PURE = ("tests/integration/histories/test_pure_histories.py",)
LONG = ("tests/integration/two_devices/test_long_branch.py",)
BURNED = ("tests/integration/two_devices/test_burned_branch.py",)

BUGS: tuple[Bug, ...] = (
    Bug(
        "another-past-counts",
        "a withdrawn computer puts another past in the place of what counted",
        "app.oplog.branches",
        "return leads  # the last number",
        "pass  # the last number",
        BURNED,
    ),
    Bug(
        "withheld-gives-way",
        "what only a withdrawn computer wrote anew leaves the log",
        "app.oplog.branches",
        " if one.last is None or seq <= one.last",
        "",
        ("tests/unit/oplog/test_branches.py",),
    ),
    Bug(
        "office-not-followed",
        "of two branches written anew each station keeps its own",
        "app.oplog.branches",
        "return leads or not all_told",
        "return not all_told",
        BURNED,
    ),
    Bug(
        "other-branch-taken-up",
        "of a withdrawn computer another branch is taken up",
        "app.oplog.branches",
        "vouched = origin.last is None or seq > joined",
        "vouched = True",
        BURNED,
    ),
    Bug(
        "told-anew-unseen",
        "what its own program wrote anew and the office took up counts twice",
        "app.sync.adoption",
        "standing([*ours, *held.known], ",
        "standing(ours, ",
        BURNED,
    ),
    Bug(
        "withdrawn-stays",
        "while a computer is withdrawn a colleague counts another branch than the office",
        "app.oplog.branches",
        "return leads  # the last number",
        "return False  # the last number",
        BURNED,
    ),
    Bug(
        "emptied-row-stays",
        "a row stands in the tables of which nothing is left in the log",
        "app.storage.reproject",
        "{key: RowState() for key in emptied}",
        "{}",
        BURNED,
    ),
    Bug(
        "limit-of-ours",
        "what was vouched for of a withdrawn computer stays held back",
        "app.oplog.fold",
        "operation.seq > origin.last:",
        "operation.seq >= origin.last:",
        PURE,
    ),
    Bug(
        "branch-not-taken-up",
        "nothing that lies aside is ever taken up",
        "app.oplog.branches",
        "if said[0] not in there and said not in told]",
        "if False]",
        PURE,
    ),
    Bug(
        "long-branch-waits",
        "a branch that is longer than one file never heals",
        "app.sync.steps.merge_bundle",
        "if not (walk.proved or self._led):",
        "if not walk.proved:",
        LONG,
    ),
    Bug(
        "room-for-anybody",
        "any colleague has a copy open stream after stream",
        "app.sync.steps.merge_bundle",
        "if not (walk.proved or self._led):",
        "if False:",
        LONG,
    ),
    Bug(
        "unproved-end-kept",
        "a file of known changes moves the end of a stream to where nobody proved it",
        "app.sync.steps.merge_bundle",
        "elif walk.proved and not walk.parks:",
        "elif not walk.parks:",
        LONG,
    ),
    Bug(
        "aside-kept-back",
        "what lies aside at a colleague alone never reaches the office",
        "app.sync.sending",
        "chain(parcels, load.beside)",
        "parcels",
        BURNED,
    ),
)
