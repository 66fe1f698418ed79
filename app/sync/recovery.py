"""A forgotten passphrase: what a locked workstation asks the office, and what the office answers.

The request carries the office's slot as it lies in the key file and a fresh public key; the
answer carries the register's key, sealed to that. A locked workstation can sign nothing, so only
the 25 digits, read out by a voice the office knows, tell whose request it is. Which workstation
it is does not rest on what the request says: the office's slot opens with that one's key alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, TypeVar
from uuid import UUID

from msgspec import Meta, Struct
from sqlalchemy import Connection, select

from app.core.errors import Correctable, Environment
from app.core.i18n import N_
from app.models.log import sync_device
from app.storage.key_slots import seal, unseal
from app.sync import age_keys, canonical, office_keys, trust_store
from app.sync.certificate import Scope
from app.sync.digits import digits_of
from app.sync.limits import MAX_DOCUMENT
from app.sync.manifest import Bytes16, Bytes32, Instant, Small
from app.sync.reject import Reject
from app.sync.trust import is_revoked

FORMAT = 1
REQUEST_MAGIC = b"TGXHRCQ\x01"
ANSWER_MAGIC = b"TGXHRCA\x01"
LASTS = timedelta(days=14)
_AHEAD = timedelta(days=1)  # two clocks may differ by that

Sealed = Annotated[bytes, Meta(max_length=4096)]
SlotKey = Annotated[str, Meta(min_length=62, max_length=62)]
Initials = Annotated[str, Meta(max_length=80)]

T = TypeVar("T")


class ReopenRequest(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What the locked workstation says; ``reply`` is the public key the answer is sealed to."""

    format: Small
    database: Bytes16
    scope: Scope
    officer: Bytes16
    initials: Initials
    slot: SlotKey
    sealed: Sealed
    sealed_next: Sealed | None
    reply: Bytes32
    made_ms: Instant


class Answer(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The register's key, and the coming one while keys are being exchanged.

    Unsigned: who knows the key is proved by the seal of the key file that it opens.
    """

    format: Small
    request: Bytes32
    sealed: Sealed
    sealed_next: Sealed | None
    made_ms: Instant


@dataclass(frozen=True, slots=True)
class AskingStation:
    """The workstation whose slot this is; ``secret`` opens the slot.

    ``device`` is None for a slot of before each workstation had a key of its own: then any
    workstation of that commune may be meant.
    """

    device: UUID | None
    pv: int
    withdrawn: bool
    secret: bytes

    def __repr__(self) -> str:
        return f"AskingStation({self.device}, {self.pv}, withdrawn={self.withdrawn})"


def make_request(request: ReopenRequest) -> bytes:
    """The bytes of a ``.tgxo`` file."""
    return REQUEST_MAGIC + canonical.encode(request)


def read_request(raw: bytes) -> ReopenRequest:
    """A request as it stands. Raises Reject."""
    request = _decode(raw, REQUEST_MAGIC, ReopenRequest)
    canonical.require_nfc(request.initials)
    if not age_keys.is_usable(request.reply):
        raise Reject("malformed")
    return request


def request_digits(raw: bytes) -> str:
    """25 digits over every byte of the request; the same on both screens."""
    return digits_of(b"tgxh/recovery-digits/1\0" + raw)


def require_fresh(request: ReopenRequest, now_ms: int) -> None:
    """Refuse a request that is too old, or of tomorrow. Raises Correctable."""
    age = timedelta(milliseconds=now_ms - request.made_ms)
    if not -_AHEAD <= age <= LASTS:
        raise Correctable(
            "request_old",
            N_(
                "This request is older than 14 days, or a computer's date is wrong. "
                "Look at both dates, then make a new request."
            ),
            field="file",
        )


def asking_station(
    connection: Connection, request: ReopenRequest, recovery: bytes
) -> AskingStation:
    """Which workstation's slot the request holds; ``recovery`` is the office's recovery key.

    Raises Reject ``not_for_us`` when it is no slot of this office's.
    """
    trusted = trust_store.require_root(connection)
    known = [
        (row.device, row.pv, is_revoked(trusted, row.sign_pub))
        for row in connection.execute(
            select(sync_device.c.device, sync_device.c.pv, sync_device.c.sign_pub).where(
                sync_device.c.role == "commune"
            )
        )
    ]
    for device, pv, withdrawn in known:
        secret = office_keys.slot_secret(recovery, device)
        if _recipient(secret) == request.slot and pv == request.scope:
            return AskingStation(device, pv, withdrawn, secret)
    of_commune = [withdrawn for _, pv, withdrawn in known if pv == request.scope]
    if of_commune and _recipient(recovery) == request.slot:
        return AskingStation(None, request.scope, any(of_commune), recovery)
    raise Reject("not_for_us")


def make_answer(raw_request: bytes, station: AskingStation, now_ms: int) -> bytes:
    """The bytes of a ``.tgxa`` file: the slot's key, sealed anew for the asking workstation.

    Raises Reject ``damaged`` when the slot does not open.
    """
    request = read_request(raw_request)
    identity = age_keys.identity_text(station.secret)

    def again(sealed: bytes) -> bytes:
        try:
            key = unseal(sealed, identity)
        except Environment:
            raise Reject("damaged") from None
        return seal(key, age_keys.recipient_text(request.reply))

    coming = request.sealed_next
    answer = Answer(
        FORMAT,
        hashlib.sha256(raw_request).digest(),
        again(request.sealed),
        None if coming is None else again(coming),
        now_ms,
    )
    return ANSWER_MAGIC + canonical.encode(answer)


def read_answer(raw: bytes, *, raw_request: bytes) -> Answer:
    """The answer to that very request. Raises Reject ``other_request``, ``malformed``."""
    answer = _decode(raw, ANSWER_MAGIC, Answer)
    if answer.request != hashlib.sha256(raw_request).digest():
        raise Reject("other_request")
    return answer


def open_answer(answer: Answer, secret_text: str) -> tuple[bytes, bytes | None]:
    """The register's key and the coming one; ``secret_text`` is ``AGE-SECRET-KEY-1…``.

    Raises Reject ``damaged``.
    """
    try:
        coming = answer.sealed_next
        return (
            unseal(answer.sealed, secret_text),
            None if coming is None else unseal(coming, secret_text),
        )
    except Environment:
        raise Reject("damaged") from None


def _decode(raw: bytes, magic: bytes, shape: type[T]) -> T:
    if raw[: len(magic)] != magic or len(raw) > MAX_DOCUMENT:
        raise Reject("not_a_recovery")
    body = raw[len(magic) :]
    if canonical.version_of(body) > FORMAT:
        raise Reject("newer_program")
    return canonical.decode(body, shape)


def _recipient(secret: bytes) -> str:
    return age_keys.recipient_text(age_keys.public_of(secret))
