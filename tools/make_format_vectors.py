"""Writes the test vectors of the file formats: ``python tools/make_format_vectors.py FOLDER``.

Keys follow from names and are public. age draws random bytes, so each run makes another
``bundle-1.tgxh``; the committed one is never replaced: it must open for ever.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pyrage

from app.oplog.stream import Descriptor, chain_next, chain_start, encode_descriptor
from app.sync import age_keys, canonical, digits, key_file, signing
from app.sync.certificate import Certificate, issue
from app.sync.check_words import check_words
from app.sync.container import decode_manifest, read_preamble
from app.sync.container_writer import Statement, ops_segment, pack, seal
from app.sync.enrolment import Request, make_grant, make_request, request_digits
from app.sync.manifest import Have, Need, StreamRange
from app.sync.policy_pack import File, Held, Pack, sign_pack
from app.sync.root_draft import Draft, next_document
from app.sync.signed_document import read_document, sign_document
from app.sync.trust import Role, Roles, RootDocument, encode_root, root_digits, trusted_root

MADE_MS = 1_795_305_600_000  # 22 November 2026


def secret(name: str) -> bytes:
    """32 bytes that anybody can compute: SHA-256 of ``AnSinh test key: `` and the name."""
    return hashlib.sha256(f"AnSinh test key: {name}".encode()).digest()


def shown(value: Any) -> Any:
    """A structure as JSON: names for fields, hexadecimal for bytes."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, msgspec.Struct):
        return {name: shown(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, (tuple, list)):
        return [shown(item) for item in value]
    return value


def keys_of(name: str) -> dict[str, str]:
    """Both key pairs of one station, raw and as age writes them."""
    seed, age_secret = secret(f"{name} signing"), secret(f"{name} age")
    age_key = age_keys.public_of(age_secret)
    return {
        "signing_seed": seed.hex(),
        "signing_key": signing.public_key(seed).hex(),
        "age_secret": age_secret.hex(),
        "age_secret_text": age_keys.identity_text(age_secret),
        "age_key": age_key.hex(),
        "age_key_text": age_keys.recipient_text(age_key),
    }


def certificate_of(name: str, role: str, serial: int) -> Certificate:
    """The certificate of a station of these vectors."""
    keys = keys_of(name)
    return Certificate(
        format=1,
        device=secret(f"{name} device")[:16],
        scopes=(224611,),
        role="office" if role == "office" else "commune",
        channels=("base", "case"),
        sign_key=bytes.fromhex(keys["signing_key"]),
        age_key=bytes.fromhex(keys["age_key"]),
        not_before="2026-11-22",
        not_after="2027-12-22",
        serial=serial,
    )


def bundle_vector() -> tuple[bytes, dict[str, Any]]:
    """A small bundle from the commune to the office: two operations of one stream."""
    device = secret("commune device")[:16]
    stream = secret("commune stream")[:16]
    descriptor = encode_descriptor(
        Descriptor(1, stream, device, "base", 224611, "commune", None, 0, None, MADE_MS)
    )
    ops = [canonical.encode((1, number, f"thí dụ {number}")) for number in (1, 2)]
    before = chain_start(descriptor)
    after = chain_next(chain_next(before, ops[0]), ops[1])
    seed = secret("commune signing")
    head = signing.sign_head(seed, stream, seq=2, chain=after)
    segment = ops_segment(0, 1, ops)
    packed = pack(segment)
    statement = Statement(
        created_ms=MADE_MS,
        created_hlc=MADE_MS << 16,
        schema=1,
        statement=7,
        trust_version=1,
        certificates=(issue(certificate_of("commune", "commune", 1), [secret("issuer")]),),
        streams=(StreamRange(descriptor, 1, 2, before, after, 2, head),),
        have=(Have(stream, 2, after),),
        need=(Need(secret("office stream")[:16], 5, 9),),
    )
    out = io.BytesIO()
    office = secret("office age")
    sealed = seal(
        out,
        statement=statement,
        segments=[packed],
        seed=seed,
        recipients=[age_keys.public_of(office)],
        bundle_id=secret("bundle")[:16],
        padding=1,
    )
    file = io.BytesIO(out.getvalue())
    lead, header = read_preamble(file)
    plain = pyrage.decrypt(file.read(), [age_keys.identity(office)])
    raw = plain[68 : 68 + int.from_bytes(plain[64:68], "big")]
    return out.getvalue(), {
        "keys": {"commune": keys_of("commune"), "office": keys_of("office")},
        "lead": lead.hex(),
        "header": shown(header),
        "plaintext": plain.hex(),
        "signature": plain[:64].hex(),
        "manifest_bytes": raw.hex(),
        "manifest": shown(decode_manifest(raw)),
        "segments": [{"packed": packed.data.hex(), "plain": segment.payload.hex()}],
        "operations": [op.hex() for op in ops],
        "file_sha256": sealed.sha256.hex(),
        "check_words": list(check_words(sealed.sha256)),
    }


def _role(*names: str) -> Role:
    return Role(1, tuple(sorted(signing.public_key(secret(name)) for name in names)))


def trust_vector() -> dict[str, Any]:
    """A root document, a certificate, a request and the grant that answers it."""
    roles = Roles(_role("root"), _role("issuer"), _role("policy"), _role("office signing"))
    body = encode_root(RootDocument(1, 1, "2028-11-22", 1, roles, ()))
    signed_root = sign_document(signing.Context.ROOT, body, [secret("root")])
    root = trusted_root(signed_root)
    office = certificate_of("office", "office", 1)
    signed_office = issue(office, [secret("issuer")])
    commune = certificate_of("commune", "commune", 2)
    request = Request(
        format=1,
        role="commune",
        scope=224611,
        device=commune.device,
        sign_key=commune.sign_key,
        age_key=commune.age_key,
        channels=("base", "case"),
        made_ms=MADE_MS,
    )
    raw_request = make_request(request, secret("commune signing"))
    raw_grant, certificate = make_grant(
        raw_request,
        request_digits(request),
        root=root,
        issuer_seeds=[secret("issuer")],
        office=[signed_office],
        recovery_key=age_keys.public_of(secret("office recovery")),
        serial=2,
        made_ms=MADE_MS,
        today=date(2026, 11, 22),
    )
    return {
        "seeds": {name: secret(name).hex() for name in ("root", "issuer", "policy")},
        "keys": {"commune": keys_of("commune"), "office": keys_of("office")},
        "root": {
            "signed": signed_root.hex(),
            "body": read_document(signed_root).body.hex(),
            "values": shown(root.document),
            "digits": root_digits(root),
        },
        "office_certificate": {"signed": signed_office.hex(), "values": shown(office)},
        "request": {
            "file": raw_request.hex(),
            "values": shown(request),
            "digits": request_digits(request),
        },
        "grant": {"file": raw_grant.hex(), "certificate": shown(certificate)},
        "digits_of_abc": digits.digits_of(b"abc"),
    }


def documents_vector() -> dict[str, Any]:
    """A root draft, a policy pack, a key file, and the small segments that ride along."""
    roles = Roles(_role("root"), _role("issuer"), _role("policy"), _role("office signing"))
    body = encode_root(RootDocument(1, 1, "2028-11-22", 1, roles, ()))
    root = trusted_root(sign_document(signing.Context.ROOT, body, [secret("root")]))
    keys = msgspec.structs.replace(roles, root=_role("root", "second root"))
    draft = Draft(root, next_document(root, roles=keys)).signed_by(secret("root"))
    text = 'x = "thí dụ"\n'
    pack_body = Pack(1, 1, "2026-11-22", "Thí dụ", (File("levels.toml", text),))
    signed = sign_pack(pack_body, [secret("policy")])
    held = Held(1, 1, hashlib.sha256(read_document(signed).body).digest())
    seed = secret("second root")
    phrase = "ba quả đồi xanh"
    stream = secret("commune stream")[:16]
    return {
        "seeds": {name: secret(name).hex() for name in ("root", "second root", "policy")},
        "draft": {
            "file": draft.file().hex(),
            "body": draft.body.hex(),
            "digits": draft.digits,
            "finished": draft.finish().signed.hex(),
        },
        "key_file": {
            "file": key_file.lock(seed, phrase).hex(),
            "passphrase": phrase,
            "seed": seed.hex(),
            "digits": digits.digits_of(b"tgxh/key-digits/1\0" + signing.public_key(seed)),
        },
        "pack": {
            "signed": signed.hex(),
            "body": read_document(signed).body.hex(),
            "values": shown(pack_body),
        },
        "policy_held": {"segment": canonical.encode(held).hex(), "values": shown(held)},
        "fork_report": {
            "segment": canonical.encode((1, ((stream, 40, secret("kept branch")),))).hex(),
            "stream": stream.hex(),
            "common": 40,
            "kept": secret("kept branch").hex(),
        },
    }


def totals_vector() -> dict[str, Any]:
    """Control totals of two rows of one bucket and one of another; exchange.md §6."""
    pv, channel, stream = 224611, "base", secret("stream")[:16]
    rows = [(1, bytes(15) + b"\x07"), (1, bytes(14) + b"\x01\x09"), (2, bytes(14) + b"\x02\x07")]
    tellings = [
        canonical.encode([kind, row, [[1, [[stream, place, "Điểu Hoa"]]]]])
        for place, (kind, row) in enumerate(rows, start=1)
    ]
    digests = [hashlib.sha256() for _ in range(256)]
    for (_kind, row), telling in zip(rows, tellings, strict=True):
        digests[row[-1]].update(telling)
    buckets = [one.digest() for one in digests]
    start = canonical.encode([pv, channel])
    whole = hashlib.sha256(b"tgxh/totals/1\0" + start + b"".join(buckets)).digest()
    short = tuple(one[:8] for one in buckets)
    return {
        "scope": pv,
        "channel": channel,
        "operations": 3,
        "tellings": [one.hex() for one in tellings],
        "bucket_7": buckets[7].hex(),
        "bucket_9": buckets[9].hex(),
        "empty_bucket": buckets[0].hex(),
        "whole": whole.hex(),
        "segment_10": canonical.encode((1, pv, channel, 3, 3, whole, short)).hex(),
        "state_hash": hashlib.sha256(b"tgxh/state/1\0" + start + b"".join(tellings)).hexdigest(),
    }


def main(folder: Path) -> None:
    """Write the vectors; an existing bundle or key file is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "bundle-1.tgxh").exists():
        data, values = bundle_vector()
        (folder / "bundle-1.tgxh").write_bytes(data)
        _write(folder / "bundle-1.json", values)
    _write(folder / "trust-1.json", trust_vector())
    _write(folder / "totals-1.json", totals_vector())
    if not (folder / "documents-1.json").exists():
        _write(folder / "documents-1.json", documents_vector())


def _write(path: Path, values: dict[str, Any]) -> None:
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
