"""The next root document on its way from drawer to drawer, until enough keys have signed it.

A draft file carries the document in force, the new body and the signatures collected so far, so
that whoever signs on a computer of their own sees from what to what it leads. ``docs/formats/
trust.md`` is the exact format.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from app.core.errors import Correctable
from app.core.i18n import N_
from app.sync import canonical
from app.sync.digits import digits_of
from app.sync.limits import MAX_DOCUMENT
from app.sync.manifest import Document, Small
from app.sync.reject import Reject
from app.sync.signed_document import Signature, SignedDocument, count_signers
from app.sync.signing import Context, public_key, sign
from app.sync.trust import (
    Role,
    Root,
    RootDocument,
    advance,
    decode_root,
    encode_root,
    trusted_root,
)

FORMAT = 1
MAGIC = b"TGXHRTD\x01"


class _File(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    format: Small
    now: Document
    body: Document
    signatures: Annotated[tuple[Signature, ...], Meta(max_length=64)]


@dataclass(frozen=True, slots=True)
class Signed:
    """How many keys of a role have signed, of how many that are needed."""

    have: int
    need: int


@dataclass(frozen=True, slots=True)
class Draft:
    """The document in force, the one to come, and who has signed it."""

    now: Root
    document: RootDocument
    signatures: tuple[Signature, ...] = ()

    @property
    def body(self) -> bytes:
        """The bytes to be signed."""
        return encode_root(self.document)

    @property
    def digits(self) -> str:
        """25 digits by which two people know that they speak of the same draft."""
        return digits_of(b"tgxh/draft-digits/1\0" + self.body)

    def by_old_keys(self) -> Signed:
        """Signatures of the root keys in force."""
        return self._count(self.now.document.roles.root)

    def by_new_keys(self) -> Signed:
        """Signatures of the root keys to come."""
        return self._count(self.document.roles.root)

    @property
    def complete(self) -> bool:
        """Whether it can be put in force."""
        return all(one.have >= one.need for one in (self.by_old_keys(), self.by_new_keys()))

    def has_say(self, key: bytes) -> bool:
        """Whether that public key counts for it."""
        return key in self.now.document.roles.root.keys or key in self.document.roles.root.keys

    def signed_by(self, seed: bytes) -> Draft:
        """The same draft with one more signature. Raises Correctable for a key without a say."""
        key = public_key(seed)
        if not self.has_say(key):
            raise Correctable(
                "not_a_root_key",
                N_("This key is not one of those that sign this document. Take the right one."),
                field="key",
            )
        by_key = {one.key: one for one in self.signatures}
        by_key[key] = Signature(key, sign(Context.ROOT, seed, self.body))
        return replace(self, signatures=tuple(by_key[one] for one in sorted(by_key)))

    def finish(self) -> Root:
        """The new root document. Raises Reject ``not_enough_signatures``."""
        if not self.signatures:
            raise Reject("not_enough_signatures")
        return advance(self.now, [canonical.encode(SignedDocument(self.body, self.signatures))])

    def file(self) -> bytes:
        """The bytes of a ``.tgxr`` file."""
        return MAGIC + canonical.encode(_File(FORMAT, self.now.signed, self.body, self.signatures))

    def _count(self, role: Role) -> Signed:
        if not self.signatures:
            return Signed(0, role.threshold)
        document = SignedDocument(self.body, self.signatures)
        return Signed(count_signers(Context.ROOT, document, role.keys), role.threshold)


def next_document(now: Root, **changes: object) -> RootDocument:
    """The document in force with the next version and ``changes`` of its fields."""
    return msgspec.structs.replace(now.document, version=now.version + 1, **changes)


def read_draft(raw: bytes) -> Draft:
    """A draft whose first document is whole and whose second follows on it.

    Which office it is of, the caller compares. Raises Reject: ``not_an_enrolment`` for another
    kind of file, ``malformed``, ``not_enough_signatures``, ``newer_program``.
    """
    if raw[: len(MAGIC)] != MAGIC or len(raw) > 2 * MAX_DOCUMENT:
        raise Reject("not_an_enrolment")
    content = raw[len(MAGIC) :]
    if canonical.version_of(content) > FORMAT:
        raise Reject("newer_program")
    found = canonical.decode(content, _File)
    now, document = trusted_root(found.now), decode_root(found.body)
    keys = [one.key for one in found.signatures]
    fits = document.version == now.version + 1 and keys == sorted(set(keys))
    if not fits or found.format != FORMAT:
        raise Reject("malformed")
    return Draft(now, document, found.signatures)
