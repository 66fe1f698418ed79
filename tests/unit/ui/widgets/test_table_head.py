from __future__ import annotations

from app.ui.widgets.table import Table
from app.ui.widgets.table_head import TableHead
from app.ui.widgets.table_model import Column, Row
from tests.fakes.stage import Stage


def test_words_of_the_first_column_stand_over_its_cells(stage: Stage) -> None:
    table = Table("Chi trả", [Column("Họ và tên", 0)])
    stage(table)
    head = table.view.horizontalHeader()
    assert isinstance(head, TableHead)
    assert head.height() == 32
    plain = head.grab().toImage()

    table.set_rows([Row("in", ("Vào",), head=True)])

    assert head.grab().toImage() != plain, "moved in, as the cells are beside the arrows"
