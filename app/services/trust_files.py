"""Requests, grants and exported keys as files: small, replaced whole, readable by their owner."""

from __future__ import annotations

from pathlib import Path

from app.core.errors import Correctable, Environment
from app.core.i18n import N_
from app.storage.atomic_file import replace_file
from app.sync.limits import MAX_DOCUMENT


def save(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``; raises Environment when the disk or stick refuses."""
    replace_file(path, content)


def load(path: Path) -> bytes:
    """The bytes of a request or a grant.

    Raises Correctable when no such file can be one, Environment when it cannot be read.
    """
    try:
        if not path.is_file() or path.stat().st_size > MAX_DOCUMENT:
            raise Correctable(
                "not_an_enrolment_file",
                N_("Choose the file of the enrolment request or of the answer to it."),
                field="file",
            )
        return path.read_bytes()
    except OSError as error:
        raise Environment(
            "file_unreadable",
            N_("The file {name} cannot be read. Check its name and whether the stick is in."),
            name=path.name,
        ) from error
