"""A day's work on people who can be recognised, in a process that can be searched and killed.

``python -m tests.fakes.watched_desk FOLDER`` makes a commune's and an office's workstation in
FOLDER, enters and exchanges people, says ``ready`` and stays until killed. Everything that was
typed about somebody holds one of :data:`MARKS`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import patch

from app.core.clock import local
from app.core.station import Role
from app.services.container import Services
from app.services.drafts import DraftKey
from app.services.station_making import Created
from app.storage import key_slots
from app.storage.backup import back_up
from tests.fakes.cheap_stretching import digest
from tests.fakes.made_stations import NAME, PASSPHRASE, make

PIN = "067145774417"
MARKS = ("Zinkaraq", "mắc ca chín sớm", PIN, "0987 604 411", NAME, PASSPHRASE)
"""What may not be found: a name, words of a note, numbers, the officer, the passphrase."""


def main(folder: Path) -> None:
    """The day, then silence."""
    with patch.object(key_slots, "hash_secret_raw", digest):
        desk = made(folder / "commune", "commune").services
        office = made(folder / "office", "office").services
    enter(desk)
    asked = desk.trust.request()
    granted = office.trust.grant(asked.file, asked.digits, restricted=True)
    desk.trust.accept(granted.file, granted.root_digits)
    (folder / "stick").mkdir()
    bundles = desk.exchange.export(None, folder / "stick")
    outcomes = office.exchange.import_files([one.path for one in bundles])
    assert [one.state for one in outcomes] == ["new"] * len(bundles)
    back_up(desk.folder, desk.station._key, at=local(desk.clock.now_ms()))
    assert len(desk.people.lines(desk.people.numbers("zinkaraq"))) > 500
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()


def made(folder: Path, role: Role) -> Created:
    """A workstation of that role."""
    return make(folder, role)


def enter(desk: Services) -> None:
    """Everything an officer knows about people, restricted records among it."""
    someone = {
        "name": "H’Zinkaraq Ƀuôn",
        "birth": "1945",
        "pin": PIN,
        "phone": "0987 604 411",
        "note": "mắc ca chín sớm",
    }
    person = desk.people.intake(someone).made
    assert person is not None
    desk.facts.add("person", person, {"kind": "hiv", "value": "co"}, restricted=True)
    desk.dossiers.open(person, {"category": "5.8", "note": "mắc ca chín sớm"})
    desk.protection.intake(
        {
            "person_name": "Zinkaraq Hai",
            "ground": "nan_nhan_xam_hai",
            "what_happened": "mắc ca chín sớm",
        }
    )
    desk.drafts.save(DraftKey("person"), someone)
    # Enough for pages to be moved in the file and the log beside it.
    for number in range(600):
        desk.people.intake({"name": f"Y Zinkaraq Số {'Ba' * (number % 7 + 1)}", "birth": "1990"})
    assert desk.session.name == NAME


if __name__ == "__main__":
    main(Path(sys.argv[1]))
