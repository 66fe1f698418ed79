"""Seeded ways to spoil what comes from outside: bytes, the MessagePack in them, JSON and TOML."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import msgspec

NASTY = [
    b"\xdd\xff\xff\xff\xff",
    b"\xc6\xff\xff\xff\xff",
    b"\xdf\xff\xff\xff\xff",
    b"\x91" * 2000,
    b"\xcb\x7f\xf8\x00\x00\x00\x00\x00\x00",
    b"\xcf" + b"\xff" * 8,
    b"\xd3\x80" + bytes(7),
    b"\xa4\xff\xfe\xfd\xfc",
    b"\xc0",
    b"\xc1",
    b"\x80",
    b"\xc7\x00\x05",
    b"\xd6\xff\xff\xff\xff\xff",  # a moment of time, as an extension
    b"\x81\x80\x80",  # a map whose key is a map
]

TEXTS = ("", "\0", "a\u0301", "\u202e", "x" * 70_000, "2026-02-30", "9999-99", "5.8", "ngheo", "-1")
NUMBERS = (0, 1, -1, 2, 255, 65_536, 2**31 - 1, 2**31, 2**32, 2**53, 2**63 - 1, 2**63, 2**64 - 1)
VALUES: tuple[Any, ...] = (
    *TEXTS,
    *NUMBERS,
    -(2**63),
    *(bytes(size) for size in (0, 1, 8, 15, 16, 17, 32, 64, 5000)),
    None,
    True,
    1.5,
    float("inf"),
    [],
    [[]],
    {},
    {"a": 1},
)

TOML = (
    *("[" * 5000, "{", "1" * 5000, "9999-12-31", "0001-01-01", "2026-07-01T00:00:00", "07:00:00"),
    *("-1", "0", "7", "1e400", "nan", "true", "[]", "[{}]", "[[]]", "{}", "''", '"\\u0000"'),
    *('"5.6"', '"1.5"', '"0.0"', '"1e5"', '"NaN"', '"NĐ 20/2021/NĐ-CP Điều 5"'),
)


def spoiled(data: bytes, dice: random.Random) -> bytes:
    """``data`` with one to three random changes."""
    spoilt = bytearray(data)
    for _ in range(dice.randint(1, 3)):
        place = dice.randrange(len(spoilt) + 1)
        match dice.randrange(5):
            case 0 if place < len(spoilt):
                spoilt[place] ^= 1 << dice.randrange(8)
            case 1:
                spoilt[place:place] = dice.choice(NASTY)
            case 2:
                del spoilt[place : place + dice.randint(1, 9)]
            case 3:
                spoilt[place : place + 1] = dice.choice(NASTY)
            case _:
                start = dice.randrange(len(spoilt) + 1)
                spoilt[place:place] = spoilt[start : start + dice.randint(1, 40)]
    return bytes(spoilt)


def regrown(data: bytes, dice: random.Random) -> bytes:
    """The same MessagePack with some values exchanged, taken away, doubled or moved; also in the
    MessagePack within its bytes. Bytes that are none are spoiled."""
    try:
        tree = msgspec.msgpack.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError, ValueError, RecursionError):
        return spoiled(data, dice)
    for _ in range(dice.randint(1, 2)):
        tree = _changed(tree, dice, packed=True)
    try:
        return msgspec.msgpack.encode(tree)
    except (OverflowError, TypeError, RecursionError):
        return spoiled(data, dice)


def rewritten(data: bytes, dice: random.Random) -> bytes:
    """The same lines of JSON with values exchanged; sometimes spoiled as bytes."""
    if dice.random() < 0.3:
        return spoiled(data, dice)
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    try:
        tree = _changed(json.loads(lines[at]), dice, packed=False)
        lines[at] = json.dumps(tree, ensure_ascii=dice.random() < 0.5).encode()
    except (ValueError, TypeError, RecursionError):
        return spoiled(data, dice)
    return b"\n".join(lines)


def retabled(data: bytes, dice: random.Random) -> bytes:
    """The same TOML with lines or whole rows taken away, moved, doubled, or saying otherwise."""
    text = data.decode(errors="replace")
    parts = (
        re.split(r"(?m)^(?=\[)", text) if dice.random() < 0.3 else text.splitlines(keepends=True)
    )
    for _ in range(dice.randint(1, 3)):
        if not parts:
            break
        at, other = dice.randrange(len(parts)), dice.randrange(len(parts))
        match dice.randrange(6):
            case 0:
                del parts[at]
            case 1:
                parts.insert(at, parts[other])
            case 2:
                parts[at], parts[other] = parts[other], parts[at]
            case _:
                key, equals, _ = parts[at].partition("=")
                parts[at] = f"{key if equals else 'x'} = {dice.choice(TOML)}\n"
    return "".join(parts).encode()


def _changed(tree: Any, dice: random.Random, *, packed: bool) -> Any:
    """``tree`` with one change somewhere in it."""
    if isinstance(tree, list) and tree and dice.random() < 0.85:
        return _changed_list(tree, dice, packed=packed)
    if isinstance(tree, dict) and tree and dice.random() < 0.85:
        found = dict(tree)
        name = dice.choice(list(found))
        if dice.random() < 0.1:
            del found[name]
        else:
            found[name] = _changed(found[name], dice, packed=packed)
        return found
    if packed and isinstance(tree, bytes) and len(tree) > 20 and dice.random() < 0.7:
        return regrown(tree, dice)
    return dice.choice(VALUES)


def _changed_list(tree: list[Any], dice: random.Random, *, packed: bool) -> list[Any]:
    found, at = list(tree), dice.randrange(len(tree))
    match dice.randrange(10):
        case 0:
            del found[at]
        case 1:
            found.insert(at, found[at])
        case 2:
            other = dice.randrange(len(tree))
            found[at], found[other] = found[other], found[at]
        case 3:
            found[at:at] = [found[at]] * dice.choice((2, 64, 300))
        case _:
            found[at] = _changed(found[at], dice, packed=packed)
    return found
