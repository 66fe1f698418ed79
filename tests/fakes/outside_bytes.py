"""Every file from outside and every part of one: good examples, and what reads them.

``SIGNED`` are proved from end to end: whatever is changed in them is refused. ``READERS`` are all
decoders for whatever bytes: they answer, or raise one of our errors. What is signed is signed
again after it was spoiled, so that the decoder behind the signature is met.
"""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec

from app.core.paths import state_folder
from app.core.station import KEYS_FILE, read_card
from app.oplog import operation
from app.oplog.operation import Operation, Write
from app.oplog.stream import Descriptor, encode_descriptor
from app.services.record_lines import read_lines
from app.storage.anchor import anchor_path, read_anchor
from app.storage.key_slots import OfficerSlot, seal
from app.storage.recovery_note import RecoveryNote, read_note
from app.storage.sealed_keys import KeyFile, check_seal, read_keys
from app.sync import (
    age_keys,
    canonical,
    fork_report,
    key_file,
    policy_pack,
    recovery,
    totals,
    totals_rows,
)
from app.sync.certificate import verify_chain
from app.sync.container import decode_manifest, peek
from app.sync.enrolment import (
    GRANT_MAGIC,
    REQUEST_MAGIC,
    Grant,
    Request,
    accept_grant,
    make_request,
    read_request,
    request_digits,
)
from app.sync.manifest import OpsSegment
from app.sync.policy_pack import File, Pack, read_pack
from app.sync.recovery import ReopenRequest
from app.sync.root_draft import Draft, next_document, read_draft
from app.sync.signed_document import sign_document
from app.sync.signing import Context, sign
from app.sync.stream_description import SignedDescriptor, describe, read_description, require_signed
from app.sync.trust import advance, decode_root, encode_root, first_root, root_digits, trusted_root
from tests.fakes import law_readers, stations
from tests.fakes.drawer import drawer
from tests.fakes.forger import manifest_of, taken_apart
from tests.fakes.mutators import regrown, rewritten, spoiled
from tests.fakes.stations import COMMUNE, ISSUER_SEED, OFFICE, POLICY_SEED, ROOT_SEED

HOME = Path(__file__).parents[2]
GOLDEN = HOME / "tests" / "fixtures" / "golden" / "1"

Read = Callable[[bytes, Path], object]
Spoil = Callable[[bytes, random.Random], bytes]

ROOT = stations.root()
DIGITS = root_digits(ROOT)
REQUEST = Request(
    1, "commune", 224611, COMMUNE.device, COMMUNE.sign_key, COMMUNE.age_key, ("base", "case"), 1
)
RAW_REQUEST = make_request(REQUEST, COMMUNE.seed)
GRANT = Grant(
    1,
    hashlib.sha256(RAW_REQUEST).digest(),
    stations.certificate_signed(COMMUNE),
    ROOT.signed,
    (stations.certificate_signed(OFFICE),),
    OFFICE.age_key,
    1,
)
PACK = canonical.encode(Pack(1, 1, "2027-06-01", "mới", (File("levels.toml", "x = 1"),)))
NEXT = next_document(ROOT, expires="2030-01-01")
DRAWER = drawer(ROOT_SEED, "bốn con suối")
REPLY = age_keys.new_secret()
REGISTER_KEY = bytes(range(32))
REOPEN = ReopenRequest(
    1,
    UUID(int=7).bytes,
    224611,
    UUID(int=8).bytes,
    "B. V. C.",
    age_keys.recipient_text(OFFICE.age_key),
    seal(REGISTER_KEY, age_keys.recipient_text(OFFICE.age_key)),
    None,
    age_keys.public_of(REPLY),
    1_795_000_000_000,
)
RAW_REOPEN = recovery.make_request(REOPEN)
ASKING = recovery.AskingStation(None, 224611, False, OFFICE.age_secret)
REOPENED = recovery.make_answer(RAW_REOPEN, ASKING, 1_795_000_000_000)
DESCRIPTOR = encode_descriptor(
    Descriptor(1, b"s" * 16, COMMUNE.device, "base", 224611, "commune", None, 0, None, 1)
)
OPERATION = operation.encode(
    Operation(
        1, 1, 1 << 60, 1, bytes(16), 1, 4, 224611, b"r" * 16,
        [Write(1, "Bế Văn Chính", []), Write(4, "1965", [b"h" * 16])],
    )
)  # fmt: skip


def _request(body: bytes) -> bytes:
    return REQUEST_MAGIC + sign_document(Context.ENROL, body, [COMMUNE.seed])


def _grant(body: bytes) -> bytes:
    return GRANT_MAGIC + sign_document(Context.GRANT, body, [ISSUER_SEED])


SIGNED: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "root": (ROOT.signed, lambda raw: first_root(raw, DIGITS)),
    "next root": (
        sign_document(Context.ROOT, encode_root(NEXT), [ROOT_SEED]),
        lambda raw: advance(ROOT, [raw]),
    ),
    "certificate": (stations.certificate_signed(COMMUNE), lambda raw: verify_chain(ROOT, raw)),
    "request": (RAW_REQUEST, read_request),
    "grant": (
        _grant(canonical.encode(GRANT)),
        lambda raw: accept_grant(raw, DIGITS, raw_request=RAW_REQUEST),
    ),
    "policy pack": (
        sign_document(Context.POLICY, PACK, [POLICY_SEED]),
        lambda raw: read_pack(ROOT, raw),
    ),
    "draft": (
        Draft(ROOT, NEXT).signed_by(ROOT_SEED).file(),
        lambda raw: read_draft(raw).finish(),
    ),
    "stream": (
        describe(DESCRIPTOR, sign(Context.STREAM, COMMUNE.seed, DESCRIPTOR)),
        lambda raw: require_signed(read_description(raw)[0], COMMUNE.sign_key),
    ),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """One decoder: good bytes, how to spoil them, what reads them in a folder of its own."""

    name: str
    good: Sequence[bytes]
    read: Read
    spoil: Spoil = regrown


def _in_folder(name: str, read: Callable[[Path], object]) -> Read:
    """Written as a file first."""

    def reading(raw: bytes, folder: Path) -> object:
        (folder / name).write_bytes(raw)
        return read(folder)

    return reading


def _keys(folder: Path) -> None:
    check_seal(read_keys(folder), bytes(32))


def _anchor(raw: bytes, folder: Path) -> object:
    path = anchor_path(UUID(int=1))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return read_anchor(UUID(int=1))


def _note(raw: bytes, _: Path) -> object:
    path = state_folder() / "recovery" / f"{UUID(int=1)}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return read_note(UUID(int=1))


def _written_note() -> bytes:
    """A note as a locked workstation keeps it; the slot is one of the golden key file."""
    file = msgspec.json.decode((GOLDEN / "commune.tgxk").read_bytes(), type=KeyFile)
    slot = next(one for one in file.slots if isinstance(one, OfficerSlot))
    return msgspec.json.encode(RecoveryNote(database=UUID(int=1), request=RAW_REOPEN, slot=slot))


def _draft(raw: bytes) -> object:
    draft = read_draft(raw)
    return draft.digits, draft.complete


def _answered(raw: bytes) -> object:
    """What the office does with a request of a workstation whose passphrase was forgotten."""
    recovery.require_fresh(recovery.read_request(raw), 1_795_000_000_000)
    return recovery.request_digits(raw), recovery.make_answer(raw, ASKING, 1_795_000_000_000)


def reopened(raw: bytes) -> bytes:
    """The register's key in an answer, as the workstation that asked opens it."""
    answer = recovery.read_answer(raw, raw_request=RAW_REOPEN)
    return recovery.open_answer(answer, age_keys.identity_text(REPLY))[0]


def _plain(bundle: bytes) -> bytes:
    """The manifest within a bundle."""
    return canonical.encode(manifest_of(taken_apart(bundle)[2])[0])


_BUCKETS = (bytes(8),) * 256
LINES = (
    b'{"kind":"person","key":"a","set":{"name":"B\xe1\xba\xbf","birth":"1965"},"links":{}}\n'
    b'{"kind":"fact","key":"b","set":{"kind":"disability","value":"nang"},"links":{"person":"a"}}'
)
ANCHOR = (
    b'{"format":1,"database":"00000000-0000-0000-0000-000000000001","streams":[{"stream":'
    b'"00000000-0000-0000-0000-000000000002","seq":3,"chain":"' + b"A" * 43 + b'="}]}'
)

READERS = (
    Reader("header", [stations.sealed()[:200]], lambda raw, _: peek(io.BytesIO(raw)), spoiled),
    Reader("manifest", [_plain(stations.sealed())], lambda raw, _: decode_manifest(raw)),
    Reader("operation", [OPERATION], lambda raw, _: operation.decode(raw)),
    Reader("place of a stream", [OPERATION, b"\x9b\x02"], lambda raw, _: operation.read(raw, 1)),
    Reader(
        "operations",
        [canonical.encode(OpsSegment(0, 1, (OPERATION,) * 3))],
        lambda raw, _: canonical.decode(raw, OpsSegment),
    ),
    Reader(
        "stream",
        [DESCRIPTOR],
        lambda raw, _: read_description(canonical.encode(SignedDescriptor(raw, bytes(64)))),
    ),
    Reader(
        "totals",
        [canonical.encode((1, 224611, "base", 1, 1, bytes(32), _BUCKETS))],
        lambda raw, _: canonical.decode(raw, totals._Totals),
    ),
    Reader(
        "rows",
        [canonical.encode((1, 224611, "base", b"\x01", ((4, b"r" * 16, bytes(8)),)))],
        lambda raw, _: canonical.decode(raw, totals_rows._Rows),
    ),
    Reader(
        "fork",
        [canonical.encode((1, ((b"s" * 16, 1, bytes(32)),)))],
        lambda raw, _: canonical.decode(raw, fork_report._Report),
    ),
    Reader("root", [encode_root(NEXT)], lambda raw, _: decode_root(raw)),
    Reader(
        "root signed",
        [encode_root(NEXT)],
        lambda raw, _: trusted_root(sign_document(Context.ROOT, raw, [ROOT_SEED])),
    ),
    Reader("signed document", [ROOT.signed], lambda raw, _: advance(ROOT, [raw])),
    Reader(
        "certificate",
        [canonical.encode(stations.certificate(COMMUNE))],
        lambda raw, _: verify_chain(ROOT, sign_document(Context.CERTIFICATE, raw, [ISSUER_SEED])),
    ),
    Reader(
        "request",
        [canonical.encode(REQUEST)],
        lambda raw, _: request_digits(read_request(_request(raw))),
    ),
    Reader(
        "grant",
        [canonical.encode(GRANT)],
        lambda raw, _: accept_grant(_grant(raw), DIGITS, raw_request=RAW_REQUEST),
    ),
    Reader(
        "reopen request",
        [RAW_REOPEN[8:]],
        lambda raw, _: _answered(recovery.REQUEST_MAGIC + raw),
    ),
    Reader(
        "reopen answer",
        [REOPENED[8:]],
        lambda raw, _: reopened(recovery.ANSWER_MAGIC + raw),
    ),
    Reader("drawer key", [DRAWER], lambda raw, _: key_file.unlock(raw, "bốn con suối"), spoiled),
    Reader(
        "packs held",
        [canonical.encode(policy_pack.Held(1, 3, bytes(32)))],
        lambda raw, _: canonical.decode(raw, policy_pack.Held),
    ),
    Reader("draft", [SIGNED["draft"][0]], lambda raw, _: _draft(raw), spoiled),
    Reader(
        "draft inside",
        [SIGNED["draft"][0][8:]],
        lambda raw, _: _draft(SIGNED["draft"][0][:8] + raw),
    ),
    Reader(
        "policy pack",
        [PACK],
        lambda raw, _: read_pack(ROOT, sign_document(Context.POLICY, raw, [POLICY_SEED])),
    ),
    Reader(
        "key file",
        [(GOLDEN / "commune.tgxk").read_bytes(), (GOLDEN / "office.tgxk").read_bytes()],
        _in_folder(KEYS_FILE, _keys),
        rewritten,
    ),
    Reader(
        "card",
        [(GOLDEN / "commune.tgxk").read_bytes()],
        _in_folder(KEYS_FILE, read_card),
        rewritten,
    ),
    Reader("anchor", [ANCHOR], _anchor, rewritten),
    Reader("recovery note", [_written_note()], _note, rewritten),
    Reader("record lines", [LINES], lambda raw, _: list(read_lines(io.BytesIO(raw))), rewritten),
    *(
        Reader(
            f"cases of {kind}",
            [law_readers.lines(cases)],
            lambda raw, _, kind=kind: law_readers.ask(kind, raw),  # type: ignore[misc]  # a default
            rewritten,
        )
        for kind, (cases, _) in law_readers.QUESTIONS.items()
    ),
    Reader(
        "tables of the law",
        law_readers.tables(),
        law_readers.reckon,
        law_readers.retabled_under_its_name,
    ),
)
