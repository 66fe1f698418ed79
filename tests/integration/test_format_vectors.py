"""The published vectors hold, in this program and in the ordinary age and openssl."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pyrage
import pytest

from app.oplog.registry import Channel
from app.oplog.stream import chain_next, chain_start, decode_descriptor
from app.services.root_care import key_digits
from app.storage import control_totals
from app.storage.kept_totals import Totals
from app.sync import age_keys, canonical, fork_report, key_file, signing, totals
from app.sync.certificate import verify_chain
from app.sync.check_words import check_words
from app.sync.container import Segment, peek, preamble, read_preamble, signed_message
from app.sync.container_reader import decode_ops, read_bundle, unpack
from app.sync.enrolment import accept_grant, make_request, read_request, request_digits
from app.sync.manifest import Manifest
from app.sync.policy_pack import Held, read_pack, sign_pack
from app.sync.root_draft import read_draft
from app.sync.trust import first_root, root_digits
from tests.fakes.stations import COMMUNE, OFFICE, Station, sealed
from tools.make_format_vectors import shown

FORMATS = Path(__file__).parents[2] / "docs" / "formats"
BUNDLE = FORMATS / "vectors" / "bundle-1.tgxh"


def vector(name: str) -> Any:
    return json.loads((FORMATS / "vectors" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def values() -> Any:
    return vector("bundle-1.json")


def hexed(text: str) -> bytes:
    return bytes.fromhex(text)


def test_keys_follow_from_their_secrets(values: Any) -> None:
    for keys in values["keys"].values():
        secret = hexed(keys["age_secret"])
        assert age_keys.identity_text(secret) == keys["age_secret_text"]
        assert age_keys.public_of(secret).hex() == keys["age_key"]
        assert age_keys.recipient_text(hexed(keys["age_key"])) == keys["age_key_text"]
        assert signing.public_key(hexed(keys["signing_seed"])).hex() == keys["signing_key"]


def test_the_file_opens_to_every_published_value(values: Any) -> None:
    data = BUNDLE.read_bytes()
    office, commune = values["keys"]["office"], values["keys"]["commune"]
    got: list[Segment] = []
    opened = read_bundle(
        io.BytesIO(data),
        secret=hexed(office["age_secret"]),
        senders=[hexed(commune["signing_key"])],
        on_segment=got.append,
    )
    assert shown(opened.header) == values["header"]
    assert shown(opened.manifest) == values["manifest"]
    assert [segment.payload.hex() for segment in got] == [s["plain"] for s in values["segments"]]
    ops = decode_ops(got[0], opened.manifest)
    assert [op.hex() for op in ops.ops] == values["operations"]
    assert hashlib.sha256(data).hexdigest() == values["file_sha256"]
    assert list(check_words(hashlib.sha256(data).digest())) == values["check_words"]


def test_the_plaintext_is_built_as_described(values: Any) -> None:
    """Without the reader: only what the page says."""
    file = io.BytesIO(BUNDLE.read_bytes())
    lead, header = read_preamble(file)
    assert lead.hex() == values["lead"]
    assert preamble(header) == lead
    identity = age_keys.identity(hexed(values["keys"]["office"]["age_secret"]))
    plain = pyrage.decrypt(file.read(), [identity])
    assert plain.hex() == values["plaintext"]
    raw = hexed(values["manifest_bytes"])
    packed = hexed(values["segments"][0]["packed"])
    signature = hexed(values["signature"])
    assert plain == signature + len(raw).to_bytes(4, "big") + raw + packed
    seed = hexed(values["keys"]["commune"]["signing_seed"])
    message = signed_message(lead, raw)
    assert signing.sign(signing.Context.BUNDLE, seed, message) == signature


def test_chain_and_head_of_the_vector(values: Any) -> None:
    manifest = canonical.decode(hexed(values["manifest_bytes"]), Manifest)
    (stream,) = manifest.streams
    chain = chain_start(stream.descriptor)
    assert chain == stream.chain_before
    for op in values["operations"]:
        chain = chain_next(chain, hexed(op))
    assert chain == stream.chain_after
    assert signing.verify_head(
        manifest.sender,
        decode_descriptor(stream.descriptor).stream,
        seq=stream.head,
        chain=chain,
        signature=stream.head_signature,
    )
    (entry,) = manifest.segments
    assert (
        unpack(entry, hexed(values["segments"][0]["packed"])).hex()
        == (values["segments"][0]["plain"])
    )


def test_trust_vector() -> None:
    values = vector("trust-1.json")
    root = first_root(hexed(values["root"]["signed"]), values["root"]["digits"])
    assert shown(root.document) == values["root"]["values"]
    assert canonical.encode(root.document).hex() == values["root"]["body"]
    assert root_digits(root) == values["root"]["digits"]
    office = verify_chain(root, hexed(values["office_certificate"]["signed"]))
    assert shown(office) == values["office_certificate"]["values"]
    raw = hexed(values["request"]["file"])
    request = read_request(raw)
    assert shown(request) == values["request"]["values"]
    assert request_digits(request) == values["request"]["digits"]
    assert make_request(request, hexed(values["keys"]["commune"]["signing_seed"])) == raw
    accepted = accept_grant(
        hexed(values["grant"]["file"]), values["root"]["digits"], raw_request=raw
    )
    assert shown(accepted.certificate) == values["grant"]["certificate"]
    number = int(hashlib.sha256(b"abc").hexdigest(), 16) % 10**25
    assert values["digits_of_abc"].replace(" ", "") == f"{number:025d}"


def test_drafts_packs_and_key_files_as_published() -> None:
    values = vector("documents-1.json")
    told = values["draft"]
    draft = read_draft(hexed(told["file"]))
    assert (draft.body.hex(), draft.digits) == (told["body"], told["digits"])
    assert draft.file().hex() == told["file"]
    assert draft.finish().signed.hex() == told["finished"]
    pack = read_pack(draft.now, hexed(values["pack"]["signed"]))
    assert shown(pack) == values["pack"]["values"]
    assert canonical.encode(pack).hex() == values["pack"]["body"]
    assert sign_pack(pack, [hexed(values["seeds"]["policy"])]).hex() == values["pack"]["signed"]
    held = canonical.decode(hexed(values["policy_held"]["segment"]), Held)
    assert shown(held) == values["policy_held"]["values"]
    assert held.digest == hashlib.sha256(hexed(values["pack"]["body"])).digest()


def test_the_key_file_opens_with_its_passphrase() -> None:
    """At the full price, as in any age program: scrypt around eight bytes and the seed."""
    told = vector("documents-1.json")["key_file"]
    seed = key_file.unlock(hexed(told["file"]), told["passphrase"])
    assert seed.hex() == told["seed"]
    assert key_digits(signing.public_key(seed)) == told["digits"]
    plain = bytes(pyrage.passphrase.decrypt(hexed(told["file"]), told["passphrase"]))
    assert plain == b"TGXHKEY\x01" + seed


def test_a_fork_report_as_published() -> None:
    told = vector("documents-1.json")["fork_report"]
    report = fork_report.read_report(hexed(told["segment"]))
    assert report == [(hexed(told["stream"]), told["common"], hexed(told["kept"]))]


def test_control_totals_as_published() -> None:
    told = vector("totals-1.json")
    buckets = [told["empty_bucket"]] * 256
    buckets[7], buckets[9] = told["bucket_7"], told["bucket_9"]
    rows = (0,) * 7 + (2, 0, 1) + (0,) * 246
    kept = Totals(told["operations"], rows, tuple(map(hexed, buckets)), {}, 0)
    ours = control_totals.of_kept(told["scope"], Channel(told["channel"]), kept)
    assert ours.whole.hex() == told["whole"]
    assert totals.encoded(told["scope"], told["channel"], ours).hex() == told["segment_10"]
    first, second, third = map(hexed, told["tellings"])
    assert hashlib.sha256(first + third).hexdigest() == told["bucket_7"]
    assert hashlib.sha256(second).hexdigest() == told["bucket_9"]


def steps() -> str:
    """The copy-and-paste block of the page, as it stands there."""
    page = (FORMATS / "bundle.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- steps:begin -->\n```sh\n(.*?)```", page, re.DOTALL)
    assert found
    return found.group(1)


def follow_the_page(bundle: Path, folder: Path, *, reader: str, sender: str) -> str:
    key = folder / "key.txt"
    key.write_text(reader + "\n")
    done = subprocess.run(
        ["/bin/sh", "-c", steps()],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "BUNDLE": str(bundle), "KEY": str(key), "SENDER": sender},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, f"age, openssl and coreutils are needed: {done.stderr}"
    return done.stdout


def test_age_and_openssl_open_the_vector(tmp_path: Path, values: Any) -> None:
    said = follow_the_page(
        BUNDLE,
        tmp_path,
        reader=values["keys"]["office"]["age_secret_text"],
        sender=values["keys"]["commune"]["signing_key"],
    )
    assert "Signature Verified Successfully" in said
    assert (tmp_path / "plain.bin").read_bytes().hex() == values["plaintext"]
    assert (tmp_path / "manifest.bin").read_bytes().hex() == values["manifest_bytes"]
    assert (tmp_path / "segments.bin").read_bytes().hex() == values["segments"][0]["packed"]


@pytest.mark.parametrize("reader", [OFFICE, COMMUNE])
def test_age_and_openssl_open_what_is_made_today(tmp_path: Path, reader: Station) -> None:
    bundle = tmp_path / "fresh.tgxh"
    segments = [Segment(4, bytes(range(256)) * 400, 1)] * 3
    bundle.write_bytes(sealed(segments, to=(OFFICE, COMMUNE), padding=4096))
    said = follow_the_page(
        bundle,
        tmp_path,
        reader=age_keys.identity_text(reader.age_secret),
        sender=COMMUNE.sign_key.hex(),
    )
    assert "Signature Verified Successfully" in said
    assert (tmp_path / "plain.bin").stat().st_size % 4096 == 0


def test_openssl_refuses_another_sender(tmp_path: Path) -> None:
    bundle = tmp_path / "fresh.tgxh"
    bundle.write_bytes(sealed())
    with pytest.raises(AssertionError):
        follow_the_page(
            bundle,
            tmp_path,
            reader=age_keys.identity_text(OFFICE.age_secret),
            sender=OFFICE.sign_key.hex(),
        )
    assert (tmp_path / "signed.bin").exists()


def test_a_bundle_made_by_the_age_program_is_read(tmp_path: Path) -> None:
    """The other way round: the plaintext sealed anew by age itself opens here."""
    data = sealed([Segment(4, b"x" * 5000, 1)])
    file = io.BytesIO(data)
    lead, _ = read_preamble(file)
    plain = pyrage.decrypt(file.read(), [age_keys.identity(OFFICE.age_secret)])
    inside = subprocess.run(
        ["age", "-r", age_keys.recipient_text(OFFICE.age_key)],
        input=plain,
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
    got: list[Segment] = []
    read_bundle(
        io.BytesIO(lead + inside),
        secret=OFFICE.age_secret,
        senders=[COMMUNE.sign_key],
        on_segment=got.append,
    )
    assert got == [Segment(4, b"x" * 5000, 1)]


def test_no_name_of_a_person_shows_outside() -> None:
    """T1: what is inside appears nowhere in the file."""
    canary = "Nguyễn Thị Chim Sẻ 067301001234".encode()
    data = sealed([Segment(4, canary * 3, 1)], padding=4096)
    for part in (canary, *canary.split()):
        assert part not in data
    assert peek(io.BytesIO(data)).kind == 1
