"""Giấy xác nhận đã nhận dữ liệu: the slip for a file that was taken in.

It counts what the file brought, for an officer who may see it, and carries the six check words, so
that the sender can compare by telephone when nothing travels back.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.core.clock import local
from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.units import unit
from app.forms import catalog
from app.forms.documents.data_receipt import DataReceipt
from app.services.bundles import ReceivedLine
from app.services.session import Session
from app.storage.atomic_file import replace_file
from app.storage.failures import translate_errors

CODE = "data-receipt"
_STATES = ("taken", "held")


def save(session: Session, received: Sequence[ReceivedLine], name: str, path: Path) -> None:
    """Write the slip for the file called ``name``, the last one of that name, as PDF.

    Raises Correctable when no file of that name was taken in, Environment when the disk refuses.
    """
    line = next((one for one in received if one.name == name and one.state in _STATES), None)
    if line is None:
        raise Correctable(
            "nothing_to_confirm",
            N_("No file of this name was taken in. Choose one of those that were."),
            field="file",
        )
    unused = line.unused
    counts = [
        ("Bản ghi mới", line.made),
        ("Bản ghi thay đổi", line.changed),
        ("Thay đổi chờ tệp đến trước", line.held),
    ]
    counts += [
        (f"Thay đổi giữ lại, chưa dùng: {reason}", count)
        for reason, count in (
            ("máy đã thu hồi, chờ nơi tiếp nhận xác nhận", unused.withheld),
            ("ghi bằng phần mềm mới hơn, nơi nhận cập nhật phần mềm", unused.unknown),
            ("máy gửi không được phép ghi, nơi gửi kiểm tra phần mềm", unused.denied),
            ("không đọc được, nơi gửi nhập lại", unused.unreadable),
        )
        if count
    ]
    data = DataReceipt(
        sender=line.unit or "",
        receiver=unit(session.pv).name,
        bundle=line.name,
        sent_on=None,
        received_on=local(line.received_ms).date(),
        counts=tuple(counts),
        check_words=line.check_words,
    )
    with translate_errors():
        replace_file(path, catalog.render(CODE, data))
