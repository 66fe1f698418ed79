"""What a pure station does with a stretch that arrives: joins, parks, heals, takes up.

After ``docs/formats/exchange.md``, sections 3 and 7, in as few lines as it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.oplog.fold import Origin, verdict
from app.oplog.operation import Write, decode, encode, operation_hash
from app.oplog.stream import chain_next, chain_start
from tests.histories.shapes import Again, Log, Stretch, chain_within

if TYPE_CHECKING:
    from tests.histories.pure_station import PureStation


def join(station: PureStation, stretch: Stretch, sender: str) -> list[Again]:
    """Compare where both overlap, append what follows on, park the rest."""
    if not station.may_hold(stretch.origin):
        return []
    stream = stretch.origin.stream
    log = station.logs.get(stream)
    if log is None:
        log = Log(
            stretch.device, stretch.origin, stretch.descriptor, [],
            [chain_start(stretch.descriptor)],
        )  # fmt: skip
        log.sealed = stretch.device == station.name  # an own one that a copy of this file opened
        station.logs[stream] = log
    before, last = stretch.first - 1, stretch.first - 1 + len(stretch.raws)
    overlap = min(last, log.seq)
    if before <= log.seq and (
        log.chains[before] != stretch.before
        or (overlap > before and log.chains[overlap] != chain_within(stretch, overlap))
    ):
        return _second_history(station, log, stretch, sender)
    # Beyond a gap nothing can be compared yet: our own branch may be another one.
    if log.device == station.name and not log.sealed and before <= log.seq < last:
        log.sealed = True
        station.fresh_incarnation()  # restored, and the office knows more than this file
    if last <= log.seq:
        return []
    fresh = {seq: raw for seq, raw in enumerate(stretch.raws, start=stretch.first) if seq > log.seq}
    if before <= log.seq and last == stretch.head:
        for raw in fresh.values():
            station.append(log, raw)
        log.head = max(log.head, last)
        fresh = {}
    for seq, raw in fresh.items():
        log.park(seq, raw, proved=last == stretch.head)
    log.heads[stretch.head] = stretch.head_chain
    _unpark(station, log)
    return []


def _unpark(station: PureStation, log: Log) -> None:
    """Let join what is whole up to a head that its device signed."""
    for head in sorted(log.heads):
        wanted = range(log.seq + 1, head + 1)
        if not all(seq in log.parked for seq in wanted):
            continue
        chain = log.chains[-1]
        for seq in wanted:
            chain = chain_next(chain, log.parked[seq][0])
        if wanted and chain == log.heads[head]:
            if log.device == station.name and not log.sealed:
                log.sealed = True
                station.fresh_incarnation()
            for seq in wanted:
                station.append(log, log.parked[seq][0])
        if head <= log.seq and log.chains[head] == log.heads[head]:
            log.head = max(log.head, head)
    log.let_go()
    log.heads = {head: chain for head, chain in log.heads.items() if head > log.seq}


def _second_history(station: PureStation, log: Log, stretch: Stretch, sender: str) -> list[Again]:
    """The office keeps its branch and tells the device; everybody else follows the office."""
    if station.role == "office":
        station.forked.add((log.device, log.origin.stream))
    elif log.device == station.name:
        return rejoin(station, stretch) if stretch.first == 1 else []
    elif sender.startswith("office"):
        log.raws, log.chains = [], [chain_start(log.descriptor)]
        log.parked, log.heads, log.head = {}, {}, 0
        station.refold()
        return join(station, stretch, sender)
    return []


def rejoin(station: PureStation, branch: Stretch) -> list[Again]:
    """Take the office's branch of an own stream; make the own one anew behind a new name."""
    log = station.logs.get(branch.origin.stream)
    if log is None:
        return []
    theirs = [chain_start(branch.descriptor)]
    for raw in branch.raws:
        theirs.append(chain_next(theirs[-1], raw))
    common = 0
    while common < min(log.seq, len(branch.raws)) and log.chains[common + 1] == theirs[common + 1]:
        common += 1
    mine = log.raws[common:]
    if not mine or common == len(branch.raws):
        return []
    station.fresh_incarnation()
    log.raws, log.chains, log.head = list(branch.raws), theirs, len(branch.raws)
    log.sealed = True
    log.parked, log.heads = {}, {}
    station.refold()
    return _anew(station, log.origin, mine, station.continuing(log.origin))


def take_up(station: PureStation, log: Log) -> list[Again]:
    """The office writes anew what is parked behind a gap, as far as it counts and is proved."""
    taken = {
        operation.nonce
        for one in station.logs.values()
        if one.origin.parent == log.origin.stream and one.origin.role == "office"
        for operation in map(decode, one.raws)
    }
    waiting = [
        raw
        for _seq, raws in sorted(log.parked.items())
        for raw in raws
        if raw in log.proved
        and operation_hash(log.origin.stream, raw) not in taken
        and verdict(decode(raw), log.origin, station.registry) == "folded"
    ]
    if not waiting:
        return []
    into = station.continuing(log.origin, sealed=True)
    return _anew(station, log.origin, waiting, into)


def _anew(station: PureStation, origin: Origin, raws: list[bytes], into: Log) -> list[Again]:
    """These operations in another stream; bases among them under their new names."""
    renamed: dict[bytes, bytes] = {}
    found = []
    for raw in raws:
        old, name = decode(raw), operation_hash(origin.stream, raw)
        writes = [
            Write(one.field, one.value, sorted(renamed.get(base, base) for base in one.bases))
            for one in old.writes
        ]
        new = msgspec.structs.replace(old, seq=into.seq + 1, writes=writes, nonce=name)
        made = station.append_own(into, encode(new), new)
        renamed[name] = made.hash
        found.append(Again(name, made))
    return found
