from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from app.services.container import Services
from app.services.dossiers import DossierFile
from app.ui.screens.monthly_allowance.dossier_page import DossierPage
from app.ui.widgets.tag import Tag
from tests.fakes.open_desk import poor_widow


@pytest.fixture
def page(dressed_app: QApplication) -> DossierPage:
    return DossierPage()


@pytest.fixture
def file(desk: Services) -> DossierFile:
    made = desk.dossiers.open(poor_widow(desk).people[0], {"category": "5.5.a"}).made
    assert made is not None
    return desk.dossiers.file(made)


def tags(page: DossierPage) -> list[str]:
    return [one.text() for one in page.head.findChildren(Tag) if not one.isHidden()]


def test_the_limit_stands_beside_the_name(
    page: DossierPage, file: DossierFile, desk: Services
) -> None:
    [line] = desk.dossiers.lines()
    page.show_file(file, line)
    assert page.head.accessibleName() == file.row.person_name
    assert len(tags(page)) == 1
    assert line.due is not None
    late = replace(line, days_left=-2, due=line.due - timedelta(days=30))
    page.show_file(file, late)
    assert "2" in tags(page)[0]


def test_a_restricted_dossier_says_so(page: DossierPage, file: DossierFile) -> None:
    page.show_file(replace(file, row=replace(file.row, restricted=True)), None)
    assert len(tags(page)) == 1
    page.show_file(file, None)
    assert tags(page) == []


def test_what_nobody_has_checked_is_marked(page: DossierPage, file: DossierFile) -> None:
    page.show_file(replace(file, procedure_verified=False), None)
    assert file.legal in page.unverified.text()
    page.show_file(replace(file, procedure_verified=True), None)
    assert page.unverified.text() == ""
