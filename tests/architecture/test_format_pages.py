"""The pages of the formats tell the numbers that the program goes by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.oplog import operation
from app.oplog.hybrid_clock import COUNTER_BITS
from app.oplog.registry import EDITION, LARGEST, SCHEMA
from app.sync import limits
from app.sync.manifest import SegmentKind
from app.sync.signing import Context

PAGES = Path(__file__).resolve().parents[2] / "docs" / "formats"
WORDS = {
    SegmentKind.OPS: "operations",
    SegmentKind.BLOB: "attachment",
    SegmentKind.OLDER_TOTALS: "earlier totals",
    SegmentKind.TOTALS_ROWS: "rows of totals",
}
MIB = limits.MIB
SAID = {
    "bundle.md": [
        f"≤ {limits.MAX_HEADER}",
        f"{limits.MAX_AGE_HEADER // 1024} KiB long",
        f"1 … {limits.MAX_MANIFEST:,}",
        f"1 … {limits.MAX_RECIPIENTS} age keys",
        f"≤ {limits.MAX_SEGMENTS:,} entries",
        f"≤ {limits.MAX_OPS:,} operations of ≤ {limits.MAX_OP // 1024} KiB",
        f"Packed ≤ {limits.MAX_SEGMENT // MIB} MiB, plain 1 byte … "
        f"{limits.MAX_SEGMENT_PLAIN // MIB} MiB",
        f"≤ {limits.MAX_PLAIN // MIB} MiB",
        f"at most {limits.MAX_WINDOW // MIB} MiB",
        f"at most {limits.MAX_BUNDLE:,} bytes",
        f"over {limits.MAX_FILE // MIB // 1024} GiB",
        f"multiple of {limits.PADDING:,} bytes",
        f"below {2 * limits.PADDING:,}",
        f"below {limits.MAX_MS:,}",
        f"at most {limits.MAX_RIDER // 1024} KiB plain",
        f"at most {limits.MAX_RIDERS} (a writer sends at most {limits.MAX_RIDERS // 2} totals)",
        f"now {EDITION} |",
    ],
    "operations.md": [
        f"at most {operation.MAX_BYTES // 1024} KiB",
        f"leaves {operation.REPEATING_BYTES} bytes free",
        f"milliseconds × {1 << COUNTER_BITS:,}",
        f"1 … {operation.MAX_WRITES} of them",
        f"each once, ≤ {operation.MAX_BASES}",
        f"≤ {operation.MAX_BINARY} bytes",
        f"now {SCHEMA} |",
        f"0 … 10^{len(str(LARGEST)) - 1}",
        ", ".join(f"{one.value} {one.name.lower()}" for one in operation.Action),
    ],
    "trust.md": [f"≤ {limits.MAX_DOCUMENT // 1024} KiB"],
}


def page(name: str) -> str:
    return " ".join((PAGES / name).read_text(encoding="utf-8").split())


@pytest.mark.parametrize("name", list(SAID))
def test_limits_stand_on_the_page(name: str) -> None:
    assert [one for one in SAID[name] if one not in page(name)] == []


def test_every_context_stands_in_the_table_and_no_other() -> None:
    listed = re.findall(r"\| `(tgxh/[a-z]+/1)\\0` \|", page("bundle.md"))
    assert sorted(listed) == sorted(one.value[:-1].decode() for one in Context)


def test_every_kind_of_segment_stands_in_the_table_and_no_other() -> None:
    text = (PAGES / "bundle.md").read_text(encoding="utf-8")
    listed = {
        int(n): words for n, words in re.findall(r"^\| (\d+) ([a-z ]+) \|", text, re.MULTILINE)
    }
    kinds = {one.value: WORDS.get(one, one.name.lower().replace("_", " ")) for one in SegmentKind}
    assert listed == kinds
