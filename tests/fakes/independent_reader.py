"""A second reader of the files, written from ``docs/formats`` alone, without anything of ``app``.

It opens a key file and a register, proves a bundle from the root document's digits on, and folds
its operations to the totals that two stations compare. Whatever it has to know stands on a page
there; the list of kinds is read from the page itself. It asserts where a page says "refuses".
"""

from __future__ import annotations

import base64
import hmac
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pyrage
import sqlcipher3
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PAGES = Path(__file__).parents[2] / "docs" / "formats"
OPERATIONS, POLICY, TRUST, OLDER_TOTALS, FORK, TOTALS = 1, 3, 4, 7, 9, 10


def H(*parts: bytes) -> bytes:  # as the pages call it
    """SHA-256 over the parts."""
    return sha256(b"".join(parts)).digest()


def structure(raw: bytes) -> Any:
    """bundle.md 1: one value, one spelling, text in NFC."""
    value = msgspec.msgpack.decode(raw)
    assert msgspec.msgpack.encode(value) == raw
    assert all(unicodedata.is_normalized("NFC", text) for text in _texts(value))
    return value


def packed(value: Any) -> bytes:
    """The bytes of a structure."""
    return msgspec.msgpack.encode(value)


def signed_for(context: str, key: bytes, message: bytes, signature: bytes) -> None:
    """bundle.md 1: raises where ``key`` did not sign ``message`` for that purpose."""
    Ed25519PublicKey.from_public_bytes(key).verify(
        signature, f"tgxh/{context}/1\0".encode() + message
    )


def digits_of(material: bytes) -> str:
    """trust.md 5: five groups of five."""
    number = f"{int.from_bytes(H(material), 'big') % 10**25:025d}"
    return " ".join(number[at : at + 5] for at in range(0, 25, 5))


# -- trust.md ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Root:
    """Who may sign what."""

    version: int
    roles: Mapping[str, tuple[int, list[bytes]]]
    revoked: Sequence[Any]


def root_of(document: bytes, *, digits: str = "", before: Root | None = None) -> Root:
    """trust.md 2: believed for the digits of its root keys, or for those of the one before."""
    body, signatures = structure(document)
    version, number, _expires, _suite, roles, revoked = structure(body)
    names = ("root", "issuer", "policy", "office")
    found = Root(number, dict(zip(names, map(tuple, roles), strict=True)), revoked)
    _enough(body, signatures, found)
    if before is None:
        threshold, keys = found.roles["root"]
        assert digits_of(b"tgxh/root-digits/1\0" + packed([threshold, keys])) == digits
    else:
        assert number == before.version + 1
        _enough(body, signatures, before)
    assert version == 1
    return found


def _enough(body: bytes, signatures: Iterable[Any], root: Root) -> None:
    threshold, keys = root.roles["root"]
    good = [key for key, signature in signatures if key in keys]
    for key, signature in signatures:
        if key in good:
            signed_for("root", key, body, signature)
    assert len(good) >= threshold


@dataclass(frozen=True)
class Certificate:
    """trust.md 3: one device."""

    device: bytes
    scopes: list[int]
    role: str
    channels: list[str]
    sign_key: bytes
    age_key: bytes


def certificate_of(document: bytes, root: Root) -> Certificate:
    """Signed by an issuer that the root document names."""
    body, signatures = structure(document)
    threshold, keys = root.roles["issuer"]
    good = [(key, signature) for key, signature in signatures if key in keys]
    for key, signature in good:
        signed_for("cert", key, body, signature)
    assert len(good) >= threshold
    version, device, scopes, role, channels, sign_key, age_key, *_days, _serial = structure(body)
    assert version == 1
    assert (role == "office") == (sign_key in root.roles["office"][1])
    return Certificate(device, scopes, role, channels, sign_key, age_key)


# -- bundle.md -----------------------------------------------------------------------------


@dataclass
class Stream:
    """One stream as a bundle or a register tells it."""

    id: bytes
    device: bytes
    channel: str
    pv: int
    role: str
    description: bytes
    parent: bytes | None

    @classmethod
    def of(cls, description: bytes) -> Stream:
        """exchange.md 1."""
        version, stream, device, channel, pv, role, parent, *_where, _made = structure(description)
        assert version == 1
        return cls(stream, device, channel, pv, role, description, parent)


@dataclass
class Bundle:
    """What a bundle holds, proved."""

    sender: Certificate
    manifest: Sequence[Any]
    operations: list[tuple[Stream, int, bytes]] = field(default_factory=list)
    riders: list[tuple[int, bytes]] = field(default_factory=list)


def opened(data: bytes, *, secret: bytes, root: Root) -> Bundle:
    """bundle.md 2 and 3, exchange.md 1 and 2: all that is checked before anything is used."""
    assert data[:8] == b"TGXHBDL\x01"
    start = 12 + int.from_bytes(data[8:12], "big")
    assert start <= 12 + 4096
    version, suite, kind, bundle_id, hint, hints = structure(data[12:start])
    assert (version, suite, kind) == (1, 1, 1)
    plain = pyrage.decrypt(data[start:], [identity_of(secret)])
    size = int.from_bytes(plain[64:68], "big")
    raw = plain[68 : 68 + size]
    manifest = structure(raw)
    assert len(manifest) == 17
    signed_for("bundle", manifest[2], H(data[:start]) + H(raw), plain[:64])
    assert (manifest[0], manifest[1]) == (1, bundle_id)
    assert H(manifest[2])[:8] == hint
    assert [H(one)[:8] for one in manifest[3]] == hints
    assert recipient_of(secret) in map(recipient_text, manifest[3])
    segments = list(_segments(plain[68 + size :], manifest[15], manifest[16]))
    for kind, payload, _count in segments:
        if kind == TRUST:
            root = root_of(payload, before=root) if _newer(payload, root) else root
    certificates = [certificate_of(one, root) for one in manifest[9]]
    [sender] = [one for one in certificates if one.sign_key == manifest[2]]
    found = Bundle(sender, manifest)
    chains = [_range(one, certificates) for one in manifest[11]]
    for kind, payload, count in segments:
        if kind == OPERATIONS:
            found.operations += _operations(payload, count, chains)
        else:
            found.riders.append((kind, payload))
    for reached in chains:
        reached.ends()
    return found


def _newer(document: bytes, root: Root) -> bool:
    version: int = structure(structure(document)[0])[1]
    return version > root.version


def _segments(
    data: bytes, entries: Iterable[Any], padding: int
) -> Iterator[tuple[int, bytes, int]]:
    at = 0
    for kind, size, plain_size, digest, count in entries:
        piece, at = data[at : at + size], at + size
        assert H(piece) == digest
        assert zstandard.get_frame_parameters(piece).content_size == plain_size
        unpacked = zstandard.ZstdDecompressor().decompress(piece)
        assert len(unpacked) == plain_size
        yield kind, unpacked, count
    assert data[at:] == bytes(padding)


@dataclass
class _Reached:
    """How far the operations of one range have come."""

    stream: Stream
    seq: int
    chain: bytes
    last: int
    after: bytes

    def takes(self, seq: int, raw: bytes) -> None:
        assert seq == self.seq + 1
        self.seq, self.chain = seq, chained(self.chain, raw)

    def ends(self) -> None:
        assert (self.seq, self.chain) == (self.last, self.after)


def _range(one: Sequence[Any], certificates: Iterable[Certificate]) -> _Reached:
    descriptor, first, last, before, after, head, head_signature = one
    description, signature = structure(descriptor)
    stream = Stream.of(description)
    [device] = [held for held in certificates if held.device == stream.device]
    signed_for("stream", device.sign_key, description, signature)
    assert stream.role == device.role
    assert stream.channel in device.channels
    assert device.role == "office" or stream.pv in device.scopes
    if first == 1:
        assert before == chain_start(description)
    assert first <= last <= head
    if head == last:
        signed_for(
            "head", device.sign_key, stream.id + head.to_bytes(8, "big") + after, head_signature
        )
    return _Reached(stream, first - 1, before, last, after)


def _operations(
    payload: bytes, count: int, chains: Sequence[_Reached]
) -> list[tuple[Stream, int, bytes]]:
    index, first, raws = structure(payload)
    assert len(raws) == count <= 2000
    reached = chains[index]
    for seq, raw in enumerate(raws, start=first):
        reached.takes(seq, raw)
    return [(reached.stream, seq, raw) for seq, raw in enumerate(raws, start=first)]


def chain_start(description: bytes) -> bytes:
    """exchange.md 1: c(0)."""
    return H(b"tgxh/stream/1\0", description)


def chained(chain: bytes, raw: bytes) -> bytes:
    """exchange.md 1: c(n)."""
    return H(b"tgxh/chain/1\0", chain, H(raw))


# -- operations.md, exchange.md 6 ----------------------------------------------------------


def kinds_on_the_page() -> dict[int, tuple[str, str, dict[int, tuple[str, str, str, str]]]]:
    """operations.md 5, by number: name, channel, and by number its fields: name, what it holds,
    class, act."""
    page = (PAGES / "operations.md").read_text(encoding="utf-8")
    table = page.partition("<!-- kinds:begin -->")[2].partition("<!-- kinds:end -->")[0]
    shape = re.compile(r"(\d+) (\w+)(?: (int|bool|row))?(?: \*(\w+)\*)?(?: \((\w+)\))?")
    found = {}
    for line in table.strip().splitlines()[2:]:
        number, name, channel, fields = (part.strip() for part in line.strip("|").split("|"))
        told = [shape.fullmatch(one.strip()) for one in fields.split("·")]
        found[int(number)] = (
            name,
            channel,
            {
                int(one[1]): (one[2], one[3] or "text", one[4] or "ask", one[5] or "")
                for one in told
                if one is not None
            },
        )
        assert None not in told, line
    return found


def name_of(stream: Stream, raw: bytes) -> bytes:
    """operations.md 1."""
    return H(b"tgxh/op/1\0", stream.id, raw)[:16]


@dataclass
class Told:
    """What the rows of one scope and channel come to."""

    pv: int
    channel: str
    tellings: list[tuple[int, bytes, bytes]]  # kind, row, telling; in this order
    operations: int

    @property
    def state_hash(self) -> bytes:
        """exchange.md 6."""
        start = packed([self.pv, self.channel])
        return H(b"tgxh/state/1\0", start, *(telling for *_, telling in self.tellings))

    @property
    def segment(self) -> bytes:
        """exchange.md 6: segment 10."""
        buckets = [
            H(*(telling for _, row, telling in self.tellings if row[-1] == place))
            for place in range(256)
        ]
        start = packed([self.pv, self.channel])
        whole = H(b"tgxh/totals/1\0", start, *buckets)
        short = [one[:8] for one in buckets]
        numbers = [len(self.tellings), self.operations]
        return packed([1, self.pv, self.channel, *numbers, whole, short])


def told_of(operations: Iterable[tuple[Stream, int, bytes]], pv: int, channel: str) -> Told:
    """operations.md 2 and 3, without what was written twice: of a set, in whatever order."""
    kinds = kinds_on_the_page()
    rows: dict[tuple[int, bytes], dict[bytes, tuple[Stream, Any]]] = {}
    folded = 0
    for stream, seq, raw in {(one[0].id, one[1]): one for one in operations}.values():
        if (stream.pv, stream.channel) != (pv, channel):
            continue
        operation = structure(raw)
        version, number, _stamp, _schema, _who, _action, kind, scope, row, writes, nonce = operation
        assert (version, number, scope) == (1, seq, pv)
        assert kinds[kind][1] == channel
        assert {one[0] for one in writes} <= {0, *kinds[kind][2]}
        assert (nonce is not None) == (channel == "case")
        rows.setdefault((kind, row), {})[name_of(stream, raw)] = (stream, operation)
        folded += 1
    tellings = [(kind, row, _telling(kind, row, rows[kind, row])) for kind, row in sorted(rows)]
    return Told(pv, channel, tellings, folded)


def _telling(kind: int, row: bytes, operations: Mapping[bytes, tuple[Stream, Any]]) -> bytes:
    heads: dict[int, list[list[Any]]] = {}
    replaced = {
        (number, base)
        for _, operation in operations.values()
        for number, _value, bases in operation[9]
        for base in bases
    }
    for name, (stream, operation) in operations.items():
        for number, value, _bases in operation[9]:
            if (number, name) not in replaced:
                heads.setdefault(number, []).append([stream.id, operation[1], value])
    return packed([kind, row, [[number, sorted(heads[number])] for number in sorted(heads)]])


# -- keys.md -------------------------------------------------------------------------------


def register_key(key_file: bytes, passphrase: str) -> bytes:
    """keys.md: the key of the register, from an officer's passphrase; the seal holds."""
    told = json.loads(key_file)
    database = bytes.fromhex(told["database"].replace("-", ""))
    [slot] = [one for one in told["slots"] if one["kind"] == "officer"]
    kek = Argon2id(
        salt=base64.b64decode(slot["salt"]),
        length=32,
        iterations=slot["t"],
        lanes=slot["p"],
        memory_cost=slot["m_kib"],
    ).derive(unicodedata.normalize("NFC", passphrase).encode())
    around = compact({**slot, "wrapped": "", "sealed": "", "sealed_next": None})
    identity = ChaCha20Poly1305(kek).decrypt(
        base64.b64decode(slot["nonce"]),
        base64.b64decode(slot["wrapped"]),
        b"ansinh/slot/1\0" + database + around,
    )
    secret = pyrage.x25519.Identity.from_str(identity.decode())
    key = bytes(pyrage.decrypt(base64.b64decode(slot["sealed"]), [secret]))
    sealing = HKDF(SHA256(), 32, salt=database, info=b"ansinh/keys/1").derive(key)
    mac = hmac.digest(sealing, compact({**told, "seal": ""}), "sha256")
    assert mac == base64.b64decode(told["seal"])
    return key


def compact(value: Any) -> bytes:
    """JSON without a spare letter."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Register:
    """keys.md, "Without AnSinh": what an exchange needs of a register."""

    secret: bytes  # of its age key
    operations: list[tuple[Stream, int, bytes]]


def register(path: Path, key: bytes) -> Register:
    """Its own secret and its log, chains and all."""
    connection: sqlite3.Connection = sqlcipher3.connect(str(path))
    try:
        connection.execute(f"""PRAGMA key = "x'{key.hex()}'" """)
        ((secret,),) = connection.execute("SELECT enc_secret FROM own_device")
        streams = {
            number: Stream.of(bytes(description))
            for number, description in connection.execute(
                "SELECT stream_no, descriptor FROM sync_stream"
            )
        }
        chains = {number: chain_start(one.description) for number, one in streams.items()}
        found = []
        for number, seq, chain, raw in connection.execute(
            "SELECT stream_no, seq, chain, raw FROM sync_op ORDER BY stream_no, seq"
        ):
            chains[number] = chained(chains[number], bytes(raw))
            assert chains[number] == chain
            found.append((streams[number], seq, bytes(raw)))
    finally:
        connection.close()
    return Register(bytes(secret), found)


# -- age keys as text ----------------------------------------------------------------------

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def identity_of(secret: bytes) -> pyrage.x25519.Identity:
    """The raw secret as the age library takes it: Bech32 (BIP 173)."""
    return pyrage.x25519.Identity.from_str(_bech32("age-secret-key-", secret).upper())


def recipient_of(secret: bytes) -> str:
    """Its public half."""
    return str(identity_of(secret).to_public())


def recipient_text(key: bytes) -> str:
    """A raw public key as age writes it."""
    return _bech32("age", key)


def _bech32(prefix: str, data: bytes) -> str:
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    words = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    spread = [ord(one) >> 5 for one in prefix] + [0] + [ord(one) & 31 for one in prefix]
    sum_ = _polymod([*spread, *words, 0, 0, 0, 0, 0, 0]) ^ 1
    words += [(sum_ >> 5 * (5 - place)) & 31 for place in range(6)]
    return f"{prefix}1" + "".join(_LETTERS[one] for one in words)


def _polymod(values: Iterable[int]) -> int:
    sum_ = 1
    for value in values:
        top = sum_ >> 25
        sum_ = (sum_ & 0x1FFFFFF) << 5 ^ value
        for place, mask in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            sum_ ^= mask if top >> place & 1 else 0
    return sum_


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
