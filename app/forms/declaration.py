"""Declarations (tờ khai) set as the signed annex of NĐ 20/2021/NĐ-CP prints them.

The wording comes from a template; here is only how each kind of block stands on the sheet.
A page break of the annex is kept unless long values have already pushed text onto a new page;
what is signed stands on the page of its signatures.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.forms.columns import Entry, columns, columns_height
from app.forms.page import LEADING, MM, Sheet
from app.forms.pieces import Rendered
from app.forms.template import Block, Values, pieces_of, read_template
from app.forms.text import Shape, lay_out

_INDENT = 10 * MM
_BODY = 14.0
_SIGNED = frozenset({"head", "item", "flat", "gap"})


def render_declaration(template: str, title: str, values: Values) -> Rendered:
    """Set the wording ``template`` filled with ``values``; an empty mapping gives the blank.

    Args:
        title: goes into the file's properties.
    """
    sheet = Sheet(title=title)
    blocks = read_template(template)
    gap = 0.0
    start = 0
    while start < len(blocks):
        block = blocks[start]
        sheet.need(_signed_height(sheet, blocks[start:], values, gap))
        if block.kind == "spacing":
            gap = float(block.arguments[0])
        elif block.kind in {"left", "right"}:
            end = _end_of_columns(blocks, start)
            _signatures(sheet, blocks[start:end], values)
            start = end
            continue
        else:
            _set_block(sheet, block, values, gap)
        start += 1
    return sheet.finish()


def _set_block(sheet: Sheet, block: Block, values: Values, gap: float) -> None:
    argument = float(block.arguments[0]) if block.arguments else 0.0
    match block.kind:
        case "gap":
            sheet.skip(argument * MM)
        case "page":
            if not sheet.broke_by_itself:
                sheet.turn()
            sheet.broke_by_itself = False
        case "rule":
            sheet.centred_rule(argument)
        case "mark":
            sheet.paragraph(pieces_of(block.text, values, bold=True), align="right")
        case "head":
            pieces = pieces_of(block.text, values, bold=True)
            sheet.paragraph(pieces, size=argument or _BODY, align="centre")
        case "scope":
            sheet.paragraph(pieces_of(block.text, values, italic=True), align="centre")
        case "item":
            pieces = pieces_of(block.text, values)
            sheet.paragraph(pieces, size=argument or _BODY, indent=_INDENT, before=gap)
        case "flat":
            sheet.paragraph(pieces_of(block.text, values), before=argument)
        case other:
            raise ValueError(f"block {other!r}")


def _signed_height(sheet: Sheet, blocks: Sequence[Block], values: Values, gap: float) -> float:
    """Points from here to the end of the signatures; 0 where no signed paragraph begins.

    A signed paragraph is the last one above signatures, with its heading where it has one.
    """
    height = 0.0
    paragraphs = 0
    for number, block in enumerate(blocks):
        if block.kind in {"left", "right"}:
            sides = _sides(blocks[number : _end_of_columns(blocks, number)], values)
            return height + columns_height(sheet, *sides) if paragraphs else 0.0
        paragraphs += block.kind in {"item", "flat"}
        begins_late = block.kind in {"head", "item", "flat"} and number > 0
        if block.kind not in _SIGNED or paragraphs > 1 or (begins_late and paragraphs == 0):
            return 0.0
        height += _block_height(sheet, block, values, gap)
    return 0.0


def _block_height(sheet: Sheet, block: Block, values: Values, gap: float) -> float:
    argument = float(block.arguments[0]) if block.arguments else 0.0
    if block.kind == "gap":
        return argument * MM
    size = _BODY if block.kind == "flat" else argument or _BODY
    above = {"item": gap, "flat": argument}.get(block.kind, 0.0)
    indent = _INDENT if block.kind == "item" else 0.0
    pieces = pieces_of(block.text, values, bold=block.kind == "head")
    return above + len(lay_out(pieces, Shape(sheet.width, size, indent))) * size * LEADING


def _end_of_columns(blocks: Sequence[Block], start: int) -> int:
    end = start
    while end < len(blocks) and blocks[end].kind in {"left", "right"}:
        end += 1
    return end


def _signatures(sheet: Sheet, blocks: Sequence[Block], values: Values) -> None:
    columns(sheet, *_sides(blocks, values))


def _sides(blocks: Sequence[Block], values: Values) -> tuple[list[Entry], list[Entry]]:
    sides: dict[str, list[Entry]] = {"left": [], "right": []}
    for block in blocks:
        sides[block.kind].append(_entry(block, values))
    return sides["left"], sides["right"]


def _entry(block: Block, values: Values) -> Entry:
    kind, *arguments = block.arguments
    if kind == "space":
        return Entry(space=float(arguments[0]))
    pieces = pieces_of(block.text, values)
    if kind == "flush":
        space = float(arguments[0]) if arguments else 0.0
        return Entry(pieces, size=13, align="left", space=space)
    return Entry(pieces)
