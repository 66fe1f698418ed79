"""The slots of ``keys.tgxk``: how one person, the recovery code or the office opens the box.

Every slot has a key pair of its own (age, X25519). The database key is sealed to the public
half, so that it can be exchanged without anybody's passphrase; the secret half of an officer is
locked by Argon2id over the passphrase, that of the recovery code by HKDF (the code has 128 bits,
so stretching adds nothing), that of the office stays at the office. The lock covers every other
field of the slot: nobody can lower its price or move it to another workstation.
"""

from __future__ import annotations

import os
from typing import Annotated, Literal, TypeVar
from uuid import UUID

import msgspec
import pyrage
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.station import keys_damaged
from app.storage.failures import failure
from app.storage.passphrase_rules import normal

KEY_BYTES = 32
CODE_BYTES = 16
SALT_BYTES = 16
NONCE_BYTES = 12

# The floor (0.3 s and 64 MiB here); the ceiling keeps a damaged file from asking for the moon.
LEAST_MEMORY_KIB, LEAST_TURNS = 64 * 1024, 3
_MOST_MEMORY_KIB, _MOST_TURNS, _MOST_LANES = 1024 * 1024, 16, 8

Salt = Annotated[bytes, msgspec.Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]
Nonce = Annotated[bytes, msgspec.Meta(min_length=NONCE_BYTES, max_length=NONCE_BYTES)]
Sealed = Annotated[bytes, msgspec.Meta(max_length=4096)]


class Slot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What all slots share: the database key sealed to ``recipient``."""

    recipient: str
    sealed: Sealed
    # Only while the key is being exchanged: the coming key, sealed likewise.
    sealed_next: Sealed | None = None


class OfficerSlot(Slot, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="officer"):
    """Opened by an officer's passphrase; ``label`` holds initials only."""

    officer: UUID
    label: str
    kdf: Literal["argon2id"] = "argon2id"
    m_kib: Annotated[int, msgspec.Meta(ge=LEAST_MEMORY_KIB, le=_MOST_MEMORY_KIB)]
    t: Annotated[int, msgspec.Meta(ge=LEAST_TURNS, le=_MOST_TURNS)]
    p: Annotated[int, msgspec.Meta(ge=1, le=_MOST_LANES)]
    salt: Salt
    nonce: Nonce
    wrapped: Sealed = b""


class RecoverySlot(Slot, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="recovery"):
    """Opened by the code printed when the workstation was made."""

    kdf: Literal["hkdf-sha256"] = "hkdf-sha256"
    salt: Salt
    nonce: Nonce
    wrapped: Sealed = b""


class OfficeSlot(Slot, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="office"):
    """Opened by two officers at the receiving office with their offline key."""


AnySlot = OfficerSlot | RecoverySlot | OfficeSlot
Locked = TypeVar("Locked", OfficerSlot, RecoverySlot)


def new_officer_slot(
    officer: UUID, label: str, *, passphrase: str, key: bytes, database: UUID
) -> OfficerSlot:
    """A slot for ``officer``; pays the full price of Argon2id.

    Raises:
        Environment: too little memory.
    """
    slot = new_empty_slot(
        officer,
        label,
        identity=str(pyrage.x25519.Identity.generate()),
        passphrase=passphrase,
        database=database,
    )
    return msgspec.structs.replace(slot, sealed=seal(key, slot.recipient))


def new_empty_slot(
    officer: UUID, label: str, *, identity: str, passphrase: str, database: UUID
) -> OfficerSlot:
    """A slot without a key: the secret half ``AGE-SECRET-KEY-1…`` under a passphrase.

    Raises:
        Environment: too little memory.
    """
    slot = OfficerSlot(
        officer=officer,
        label=label,
        m_kib=LEAST_MEMORY_KIB,
        t=LEAST_TURNS,
        p=1,
        salt=os.urandom(SALT_BYTES),
        nonce=os.urandom(NONCE_BYTES),
        recipient=str(pyrage.x25519.Identity.from_str(identity).to_public()),
        sealed=b"",
    )
    return _lock(slot, identity, kek=_stretch(slot, passphrase), database=database)


def new_recovery_slot(code: bytes, *, key: bytes, database: UUID) -> RecoverySlot:
    """A slot for a code of 16 random bytes."""
    identity = pyrage.x25519.Identity.generate()
    slot = RecoverySlot(
        salt=os.urandom(SALT_BYTES),
        nonce=os.urandom(NONCE_BYTES),
        recipient=str(identity.to_public()),
        sealed=seal(key, str(identity.to_public())),
    )
    return _lock(slot, str(identity), kek=_derive(slot, code), database=database)


def new_office_slot(recipient: str, *, key: bytes) -> OfficeSlot:
    """A slot for the office that holds the secret half of ``recipient`` (``age1…``).

    Raises:
        ValueError: not an age recipient.
    """
    return OfficeSlot(recipient=recipient, sealed=seal(key, recipient))


def officer_identity(slot: OfficerSlot, passphrase: str, *, database: UUID) -> str | None:
    """The secret half of an officer's slot; None when the passphrase does not fit.

    Raises:
        Environment: too little memory.
    """
    return _unlock(slot, kek=_stretch(slot, passphrase), database=database)


def recovery_identity(slot: RecoverySlot, code: bytes, *, database: UUID) -> str | None:
    """The secret half of the recovery slot; None when the code does not fit."""
    return _unlock(slot, kek=_derive(slot, code), database=database)


def seal(key: bytes, recipient: str) -> bytes:
    """``key`` for the holder of ``recipient``'s secret half.

    Raises:
        ValueError: not an age recipient.
    """
    try:
        to = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as reason:
        raise ValueError("not an age recipient") from reason
    return bytes(pyrage.encrypt(key, [to]))


def unseal(sealed: bytes, identity: str) -> bytes:
    """The key inside ``sealed``.

    Raises:
        Environment: the slot is damaged or belongs to another identity.
    """
    try:
        key = bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))
    except (pyrage.DecryptError, pyrage.IdentityError) as reason:
        raise keys_damaged() from reason
    if len(key) != KEY_BYTES:
        raise keys_damaged()
    return key


def _lock(slot: Locked, identity: str, *, kek: bytes, database: UUID) -> Locked:
    locked = ChaCha20Poly1305(kek).encrypt(slot.nonce, identity.encode(), _around(slot, database))
    return msgspec.structs.replace(slot, wrapped=locked)


def _unlock(slot: OfficerSlot | RecoverySlot, *, kek: bytes, database: UUID) -> str | None:
    try:
        plain = ChaCha20Poly1305(kek).decrypt(slot.nonce, slot.wrapped, _around(slot, database))
    except InvalidTag:
        return None
    return plain.decode()


def _around(slot: OfficerSlot | RecoverySlot, database: UUID) -> bytes:
    """All that the lock vouches for: the slot without what is exchanged or is the lock itself."""
    bare = msgspec.structs.replace(slot, wrapped=b"", sealed=b"", sealed_next=None)
    return b"ansinh/slot/1\0" + database.bytes + msgspec.json.encode(bare, order="deterministic")


def _stretch(slot: OfficerSlot, passphrase: str) -> bytes:
    try:
        return hash_secret_raw(
            normal(passphrase).encode(),
            slot.salt,
            time_cost=slot.t,
            memory_cost=slot.m_kib,
            parallelism=slot.p,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except (MemoryError, HashingError) as reason:
        raise failure("memory") from reason


def _derive(slot: RecoverySlot, code: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, slot.salt, b"ansinh/recovery/1").derive(code)
