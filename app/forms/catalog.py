"""Every paper the program can print, by its code.

People read the code of Mẫu số 1đ as ``1đ``; where only ASCII goes it is ``1dd``; both are taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.errors import Correctable
from app.core.i18n import N_
from app.forms.documents import (
    assessment_sheet,
    beneficiaries_by_village,
    data_receipt,
    form_06,
    form_1d,
    form_1dd,
    form_5a,
    recovery_sheet,
    trust_letter,
)
from app.forms.pieces import Rendered


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A paper for lists: ``official`` when a decree prescribes its wording."""

    code: str
    title: str
    ascii_code: str
    official: bool


@dataclass(frozen=True, slots=True)
class _Document:
    info: DocumentInfo
    data: type
    render: Callable[[Any], Rendered]
    sample: Callable[[], object]


def _document(module: Any, data: type, code: str, *, ascii_code: str = "") -> _Document:
    official = bool(getattr(module, "OFFICIAL", False))
    info = DocumentInfo(code, module.TITLE, ascii_code or code, official)
    return _Document(info, data, module.render, module.sample)


_DOCUMENTS = (
    _document(form_1d, form_1d.Form1d, "1d"),
    _document(form_1dd, form_1dd.Form1dd, "1đ", ascii_code="1dd"),
    _document(form_5a, form_5a.Form5a, "5a"),
    _document(form_06, form_06.Form06, "06"),
    _document(
        beneficiaries_by_village,
        beneficiaries_by_village.BeneficiaryList,
        "beneficiaries-by-village",
    ),
    _document(assessment_sheet, assessment_sheet.AssessmentSheet, "assessment-sheet"),
    _document(data_receipt, data_receipt.DataReceipt, "data-receipt"),
    _document(trust_letter, trust_letter.TrustLetter, "trust-letter"),
    _document(recovery_sheet, recovery_sheet.RecoverySheet, "recovery-sheet"),
)


def documents() -> tuple[DocumentInfo, ...]:
    """All papers, official forms first."""
    return tuple(document.info for document in _DOCUMENTS)


def info(code: str) -> DocumentInfo:
    """One paper by its code or its ASCII code, in any case.

    Raises:
        Correctable: ``form_unknown``, with the codes there are.
    """
    return _find(code).info


def render(code: str, data: object | None) -> bytes:
    """A paper as PDF; the same data give the same bytes. None gives a blank for the pen.

    Raises:
        Correctable: ``form_unknown``.
        TypeError: ``data`` is another paper's.
    """
    return render_with_boxes(code, data).pdf


def render_with_boxes(code: str, data: object | None) -> Rendered:
    """A paper with its places to fill in and those still open; otherwise as :func:`render`."""
    document = _find(code)
    if data is not None and not isinstance(data, document.data):
        raise TypeError(f"{document.info.code} is made of {document.data.__name__}")
    return document.render(data)


def sample(code: str) -> object:
    """The data of an invented person for this paper.

    Raises:
        Correctable: ``form_unknown``.
    """
    return _find(code).sample()


def _find(code: str) -> _Document:
    wanted = unicodedata.normalize("NFC", code).casefold()
    for document in _DOCUMENTS:
        if wanted in {document.info.code, document.info.ascii_code}:
            return document
    raise Correctable(
        "form_unknown",
        N_("There is no paper {asked}. Choose one of {known}."),
        field="code",
        asked=code,
        known=", ".join(document.info.code for document in _DOCUMENTS),
    )
