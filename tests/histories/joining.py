"""What a pure station does with a stretch that arrives: joins, parks, heals, takes up.

After ``docs/formats/exchange.md``, sections 3 and 7, in as few lines as it takes. What is written
anew, what may be taken up and which branch gives way say the program's own rules
(``app.oplog.branches``).
"""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from app.oplog.branches import (
    Numbered,
    all_told,
    anew,
    counting,
    entries,
    gives_way,
    left,
    names_anew,
    standing,
)
from app.oplog.fold import Origin
from app.oplog.operation import decode, operation_hash
from app.oplog.stream import chain_next, chain_start
from app.storage.aside import Link
from tests.histories.shapes import Again, Log, Stretch, chain_within

if TYPE_CHECKING:
    from tests.histories.pure_station import PureStation


def join(station: PureStation, stretch: Stretch, met: set[bytes]) -> list[Again]:
    """Compare where both overlap, append what follows on, park the rest.

    ``met`` are the chain values with which branches begin that came and are not ours.
    """
    if not station.may_hold(stretch.origin):
        return []
    stream = stretch.origin.stream
    log = station.logs.get(stream)
    if log is None:
        origin = replace(stretch.origin, last=station.limit(stretch.device, stream))
        log = Log(stretch.device, origin, stretch.descriptor, [], [chain_start(stretch.descriptor)])
        log.sealed = stretch.device == station.name  # an own one that a copy of this file opened
        station.logs[stream] = log
    before, last = stretch.first - 1, stretch.first - 1 + len(stretch.raws)
    overlap = min(last, log.seq)
    if before <= log.seq and (
        log.chains[before] != stretch.before
        or (overlap > before and log.chains[overlap] != chain_within(stretch, overlap))
    ):
        return _second_history(station, log, stretch, met)
    # Beyond a gap nothing can be compared yet: our own branch may be another one.
    if log.device == station.name and not log.sealed and before <= log.seq < last:
        log.sealed = True
        station.fresh_incarnation()  # restored, and the office knows more than this file
    if last <= log.seq:
        if last == stretch.head:
            log.head = max(log.head, last)
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


def _second_history(
    station: PureStation, log: Log, stretch: Stretch, met: set[bytes]
) -> list[Again]:
    """Our own is healed; of another's the branch that is not in our log is laid aside."""
    if log.device == station.name:
        return rejoin(station, stretch) if stretch.first == 1 else []
    if station.role == "office":
        station.forked.add((log.device, log.origin.stream))
    if stretch.head != stretch.first - 1 + len(stretch.raws):
        return []  # its device does not vouch for its end yet
    links: list[Link] = []
    common = stretch.first - 1
    if log.chains[common] != stretch.before:
        common = 0  # how far back is told when more of it comes
    chain = stretch.before
    for seq, raw in enumerate(stretch.raws, start=stretch.first):
        chain = chain_next(chain, raw)
        if not links and seq <= log.seq and log.chains[seq] == chain:
            common = seq
            continue
        links.append(Link(seq, chain, raw))
    log.aside.update((one.chain, one) for one in links)
    inside = {one.chain for one in log.branch(links[0].chain)}
    end = max([stretch.head, *(head for place, head in log.forks.items() if place[1] in inside)])
    log.forks = {
        place: head
        for place, head in log.forks.items()
        if place[1] not in inside or place[1] == links[0].chain
    }
    log.forks[common, links[0].chain] = end
    met.add(links[0].chain)
    return []


def beside(station: PureStation, log: Log) -> list[Stretch]:
    """Branches of another device that lie aside and were not written anew, for the office."""
    if log.device == station.name or log.origin.last is not None:
        return []
    found = []
    for common, first in sorted(log.forks):
        if common > log.seq:
            continue
        links = log.branch(first)
        if chain_next(log.chains[common], links[0].raw) != links[0].chain:
            continue
        inside = {one.chain for one in links}
        end_seq = max(head for (_at, begin), head in log.forks.items() if begin in inside)
        links = [one for one in links if one.seq <= end_seq]
        if not all_told(log.origin, _numbered(links), station.told(log), station.registry):
            raws, end = tuple(one.raw for one in links), links[-1]
            before, head = log.chains[common], (end.chain, end.seq, end.chain)
            found.append(
                Stretch(log.device, log.origin, log.descriptor, common + 1, before, raws, *head)
            )
    return found


def settle(station: PureStation, led: set[bytes]) -> None:
    """Take over branches that others go by, where ours was written anew."""
    for log in list(station.logs.values()):
        for place in sorted(log.forks):
            common, first = place
            if place not in log.forks or common > log.seq:
                continue
            ours, theirs = log.links(common), log.branch(first)
            if chain_next(log.chains[common], theirs[0].raw) != theirs[0].chain:
                continue  # where exactly it begins is not known yet
            numbers = _numbered(ours), _numbered(theirs)
            told, leads = station.told(log), first in led
            if gives_way(log.origin, *numbers, told, leads=leads, registry=station.registry):
                _swap(station, log, place, ours, theirs)


def _swap(
    station: PureStation, log: Log, place: tuple[int, bytes], ours: list[Link], theirs: list[Link]
) -> None:
    common = place[0]
    inside = {one.chain for one in theirs}
    head = max(head for (_at, begin), head in log.forks.items() if begin in inside)
    log.forks = {place: head for place, head in log.forks.items() if place[1] not in inside}
    log.aside.update((one.chain, one) for one in ours)
    log.forks[common, ours[0].chain] = log.head
    log.raws[common:] = [one.raw for one in theirs]
    log.chains[common + 1 :] = [one.chain for one in theirs]
    if head == log.seq:
        log.head = head
    station.refold()


def _numbered(links: list[Link]) -> list[Numbered]:
    return [(one.seq, one.raw) for one in links]


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
    return _anew(station, log.origin, mine, station.continuing(log.origin), {})


def held_beside(station: PureStation, log: Log) -> dict[bytes, Numbered]:
    """What is parked or aside of that stream, is proved and may count."""
    parked = [(seq, raw) for seq, raws in log.parked.items() for raw in raws if raw in log.proved]
    told = station.told(log)
    aside, links = _numbered([*log.aside.values()]), _numbered(log.links())
    beside = left(log.origin, aside, links, told, station.registry)
    return counting(log.origin, log.seq, [*parked, *beside], station.registry)


def take_up(station: PureStation, log: Log) -> list[Again]:
    """The office writes anew what is parked or aside, unless it counts already."""
    found = held_beside(station, log)
    if not found:
        return []
    held = [
        entry
        for one in station.logs.values()
        for entry in entries(one.origin, held_beside(station, one).values())
    ]
    logged = [
        entry
        for one in station.logs.values()
        for entry in entries(one.origin, _numbered(one.links()))
    ]
    there = standing(held, logged, station.registry)
    raws = [
        raw for name, (_seq, raw) in sorted(found.items(), key=itemgetter(1)) if name not in there
    ]
    if not raws:
        return []
    names: dict[bytes, bytes] = {}
    for one in station.logs.values():
        if one.origin.parent == log.origin.stream and one.origin.role == "office":
            names.update(names_anew(one.origin, enumerate(one.raws, start=1)))
    into = station.continuing(log.origin, sealed=True)
    return _anew(station, log.origin, raws, into, {**names, **there})


def _anew(
    station: PureStation, origin: Origin, raws: list[bytes], into: Log, names: dict[bytes, bytes]
) -> list[Again]:
    """These operations in another stream; bases among them under their new names."""
    found = []
    for old, raw in zip(raws, anew(origin.stream, into.origin.stream, raws, names), strict=True):
        made = station.append_own(into, raw, decode(raw))
        found.append(Again(operation_hash(origin.stream, old), made))
    return found
