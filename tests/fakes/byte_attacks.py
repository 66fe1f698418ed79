"""What a courier may do to a bundle without any key, and a reader with its own.

One station of a commune and its office; honest files of every kind in both directions. Each attack
follows from a seed. Nothing of it is ever taken in: the answer is refused, or known.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import msgspec
import pyrage

from app.services.bundles import ExportedBundle
from app.services.outcomes import ImportOutcome
from app.sync import age_keys, office_keys, policy_pack, signing, trust_store
from app.sync.container import preamble, read_preamble
from app.sync.policy_pack import File, Pack
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.fakes.forged_bundles import keys_of

PACK = Pack(1, 1, "2027-06-01", "mới", (File("levels.toml", "x = 1"),))  # kept, not used


@dataclass
class Scene:
    """Who takes part, the files on their way by kind, and those that have arrived."""

    commune: Desk
    office: Desk
    third: Desk
    folder: Path
    files: dict[str, tuple[Path, Desk]] = field(default_factory=dict)
    arrived: dict[str, tuple[Path, Desk]] = field(default_factory=dict)

    def states(self) -> list[tuple[bytes, bytes]]:
        """What every station holds."""
        return [one.states() for one in (self.commune, self.office, self.third)]


def scene(folder: Path) -> Scene:
    """Base, case, an answer with a new root, figures of the law and totals, another one that tells
    of two histories."""
    commune, office = make_pair(folder)
    third, lost = make_desk(folder, 2), make_desk(folder, 3)
    for one in (third, lost):
        enrol(one, office)
    found = Scene(commune, office, third, folder)
    courier = Courier(folder / "way")
    row = commune.person()
    courier.carry(third, office)
    for source, target in ((commune, office), (office, commune)):
        sent = courier.fetch(source, target.id)
        _sort(found.arrived, "old ", sent, target)
        deliver(sent, target)
    courier.carry(office, third)
    _twice(third, office, courier)
    commune.edit(row, note="mới")
    with commune.store.write(commune.session.officer) as work:
        work.create("restricted_fact", {"kind": "hiv", "value": "co", "subject": row})
        work.commit()
    _sort(found.files, "commune ", courier.fetch(commune, office.id), office)
    office.care.withdraw(lost.id, "mất")
    with office.store.write(office.session.officer) as work:
        signed = policy_pack.sign_pack(PACK, [office_keys.load(work.connection).policy])
        policy_pack.take(work.connection, trust_store.require_root(work.connection), signed)
        work.commit()
    office.edit(row, phone="0900")
    _sort(found.files, "office ", courier.fetch(office, commune.id), commune)
    _sort(found.files, "third ", courier.fetch(third, office.id), office)
    _sort(found.files, "copied ", courier.fetch(office, third.id), third)
    return found


def _twice(desk: Desk, office: Desk, courier: Courier) -> None:
    """The office meets the workstation and a copy of its disk."""
    desk.store.close()
    twin = desk.copy(courier.folder / "twin.db")
    for one, name in ((desk, "Người A"), (twin, "Người B")):
        one.person(name)
        courier.carry(one, office)
    twin.store.close()


def _sort(
    found: dict[str, tuple[Path, Desk]], begin: str, sent: list[ExportedBundle], target: Desk
) -> None:
    for one in sent:
        found[f"{begin}{one.channel}"] = (one.path, target)


Spoil = Callable[[bytes, Scene, random.Random], bytes]


def _flip(raw: bytes, _: Scene, dice: random.Random) -> bytes:
    spoilt = bytearray(raw)
    for _more in range(dice.choice((1, 1, 1, 5))):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def _cut(raw: bytes, _: Scene, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw))]


def _append(raw: bytes, _: Scene, dice: random.Random) -> bytes:
    return raw + dice.choice((b"\0", b"\n", dice.randbytes(16), bytes(70_000), raw))


def _splice(raw: bytes, at: Scene, dice: random.Random) -> bytes:
    """The beginning of one and the end of another; also the lead of one before another's age."""
    other = dice.choice([one for one, _ in at.files.values()]).read_bytes()
    place = dice.choice((dice.randrange(1, len(raw)), raw.index(b"age-encryption.org")))
    return raw[:place] + other[min(place, len(other) - 1) :]


def _downgrade(raw: bytes, _at: Scene, dice: random.Random) -> bytes:
    """Another version, suite or kind on the outside."""
    _, header = read_preamble(BytesIO(raw))
    field_name = dice.choice(("version", "suite", "kind"))
    other = msgspec.structs.replace(header, **{field_name: dice.choice((0, 2, 7, 65_535))})
    if other == header:
        other = msgspec.structs.replace(header, version=0)
    lead = preamble(other)
    return lead + raw[raw.index(b"age-encryption.org") :]


def _forward(raw: bytes, at: Scene, dice: random.Random) -> bytes:
    """Decrypted by who it was for, encrypted to another, the outside made to fit."""
    lead, header = read_preamble(BytesIO(raw))
    for desk in (at.office, at.commune):
        own = keys_of(desk)
        if signing.hint(own.enc_pub) in header.recipients:
            plain = pyrage.decrypt(raw[len(lead) :], [age_keys.identity(own.enc_secret)])
            key = keys_of(at.third).enc_pub
            renamed = msgspec.structs.replace(header, recipients=(signing.hint(key),))
            front = preamble(renamed) if dice.random() < 0.7 else lead
            inside: bytes = pyrage.encrypt(plain, [age_keys.recipient(key)])
            return front + inside
    raise AssertionError("nobody of us is to read it")


ATTACKS: dict[str, Spoil] = {
    "flip": _flip,
    "cut": _cut,
    "append": _append,
    "splice": _splice,
    "downgrade": _downgrade,
    "forward": _forward,
}


def attack(at: Scene, seed: int) -> tuple[str, ImportOutcome]:
    """One attack: its name, and what became of it."""
    dice = random.Random(seed)
    if seed % 10 == 9:  # the same file once more, under another name
        name = dice.choice(sorted(at.arrived))
        path, target = at.arrived[name]
        copy = at.folder / f"again-{seed}.tgxh"
        copy.write_bytes(path.read_bytes())
        [outcome] = target.exchange.import_files([copy])
        return f"replay of {name}", outcome
    how = sorted(ATTACKS)[seed % len(ATTACKS)]
    forward = how == "forward"  # to the third one, what was not meant for it
    name = dice.choice(
        sorted(one for one, (_, to) in at.files.items() if not (forward and to is at.third))
    )
    path, target = at.files[name]
    raw = path.read_bytes()
    spoilt = ATTACKS[how](raw, at, dice)
    if spoilt in [one.read_bytes() for one, _ in (*at.files.values(), *at.arrived.values())]:
        spoilt = raw[:-1]  # a splice that is one of them
    place = at.folder / "attacked.tgxh"
    place.write_bytes(spoilt)
    [outcome] = (at.third if forward else target).exchange.import_files([place])
    return f"{how} of {name}", outcome
