"""Declarations (tờ khai) set as the signed annex of NĐ 20/2021/NĐ-CP prints them.

The wording comes from a template; here is only how each kind of block stands on the sheet.
A page break of the annex is kept unless long values have already pushed text onto a new page.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.forms.columns import Entry, columns
from app.forms.page import MM, Sheet
from app.forms.pieces import Rendered
from app.forms.template import Block, Values, pieces_of, read_template

_INDENT = 10 * MM


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
            sheet.paragraph(pieces, size=argument or 14, align="centre")
        case "scope":
            sheet.paragraph(pieces_of(block.text, values, italic=True), align="centre")
        case "item":
            pieces = pieces_of(block.text, values)
            sheet.paragraph(pieces, size=argument or 14, indent=_INDENT, before=gap)
        case "flat":
            sheet.paragraph(pieces_of(block.text, values), before=argument)
        case other:
            raise ValueError(f"block {other!r}")


def _end_of_columns(blocks: Sequence[Block], start: int) -> int:
    end = start
    while end < len(blocks) and blocks[end].kind in {"left", "right"}:
        end += 1
    return end


def _signatures(sheet: Sheet, blocks: Sequence[Block], values: Values) -> None:
    sides: dict[str, list[Entry]] = {"left": [], "right": []}
    for block in blocks:
        sides[block.kind].append(_entry(block, values))
    columns(sheet, sides["left"], sides["right"])


def _entry(block: Block, values: Values) -> Entry:
    kind, *arguments = block.arguments
    if kind == "space":
        return Entry(space=float(arguments[0]))
    pieces = pieces_of(block.text, values)
    if kind == "flush":
        space = float(arguments[0]) if arguments else 0.0
        return Entry(pieces, size=13, align="left", space=space)
    return Entry(pieces)
