"""Papers made from records: what is on them, what is open, what trace they leave."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import Correctable, Environment
from app.core.ids import new_id
from app.services.container import Services
from app.services.decisions import DecisionEntry
from app.services.printing import Printed, blank, papers, sample
from tests.fakes.open_desk import at_desk, desk_store, open_desk, poor_widow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


def text_of(printed: Printed, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(printed.pdf)
    ran = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True
    )
    return unicodedata.normalize("NFC", " ".join(ran.stdout.split()))


def test_form_1d_holds_what_the_register_holds(desk: Services, tmp_path: Path) -> None:
    person = poor_widow(desk).people[0]
    desk.people.edit(person, {"ethnic_name": "Ê Đê", "pin_issued_by": "Bộ Công an"})
    dossier = desk.dossiers.open(
        person,
        {"category": "5.5.a", "proxy_name": "Y Blơ̆ Niê", "proxy_relation": "Cháu"},
    ).made
    assert dossier is not None
    printed = desk.printing.dossier("1d", dossier)
    text = text_of(printed, tmp_path)
    assert unicodedata.normalize("NFC", "H’RƠ̆M ƀUÔN YĂ").upper() in text.upper()
    for words in ("067145004417", "Bộ Công an", "Ê Đê", "Buôn Nui", "Không có", "Cháu"):
        assert words in text
    open_places = {one.name: one.fields for one in printed.missing}
    assert open_places["identity"] == ("pin_issued_on",)
    assert open_places["marital"] == ()


def test_the_screen_shows_a_dotted_number_and_the_paper_the_whole(
    desk: Services, tmp_path: Path
) -> None:
    printed = desk.printing.person("1d", poor_widow(desk).people[0])
    shown = text_of(replace(printed, pdf=printed.shown), tmp_path)
    assert "067145••••17" in shown
    assert "067145004417" not in shown
    assert "067145004417" in text_of(printed, tmp_path)


def test_form_1dd_of_a_certificate(desk: Services, tmp_path: Path) -> None:
    person = poor_widow(desk).people[0]
    certificate = {
        "kind": "disability", "value": "dac_biet_nang", "number": "27/XN",
        "issued_on": "20/10/2025", "issued_by": "UBND xã Cư Jút", "note": "Vận động",
    }  # fmt: skip
    desk.facts.add("person", person, certificate)
    text = text_of(desk.printing.person("1dd", person), tmp_path)
    for words in ("27/XN", "20/10/2025", "UBND xã Cư Jút", "Vận động", "Đặc biệt nặng"):
        assert words in text


def test_papers_offered_follow_age_and_certificate(desk: Services) -> None:
    old = poor_widow(desk).people[0]
    child = desk.people.intake({"name": "Điểu Xrông", "birth": "2015"}).made
    assert child is not None
    assert [one.code for one in desk.printing.of_person(old)] == ["1d", "assessment-sheet"]
    assert [one.code for one in desk.printing.of_person(child)] == ["assessment-sheet"]
    desk.facts.add("person", child, {"kind": "disability", "value": "nang"})
    assert [one.code for one in desk.printing.of_person(child)] == ["1đ", "assessment-sheet"]


def test_the_list_of_beneficiaries_is_complete_and_neutral(tmp_path: Path) -> None:
    store = desk_store(tmp_path)
    cleared, colleague = at_desk(store, tmp_path), at_desk(store, tmp_path, cleared=False)
    person = poor_widow(cleared).people[0]
    dossier = cleared.dossiers.open(person, {"category": "5.5.a"}, restricted=True).made
    assert dossier is not None
    entry = DecisionEntry(True, "12", "14/11/2025", "Phạm Văn Toán", "", from_month="11/2025")
    cleared.decisions.decide(dossier, entry)
    seen, own = colleague.printing.beneficiaries(), cleared.printing.beneficiaries()
    text = text_of(seen, tmp_path)
    assert seen.pdf == own.pdf
    assert "750.000" in text
    assert "Buôn Nui" in text
    assert "5.5" not in text
    store.close()


def test_the_reasons_never_name_an_illness(desk: Services, tmp_path: Path) -> None:
    text = text_of(desk.printing.person("assessment-sheet", poor_widow(desk).people[0]), tmp_path)
    assert "750.000" in text
    assert "HIV" not in text


def test_a_saved_paper_leaves_a_trace_and_a_blank_none(desk: Services, tmp_path: Path) -> None:
    person = poor_widow(desk).people[0]
    printed = desk.printing.person("1d", person)
    desk.printing.save(printed, tmp_path / printed.file_name)
    desk.printing.save(blank("1d"), tmp_path / "blank.pdf")
    assert (tmp_path / "1d H’Rơ̆m Ƀuôn Yă.pdf").read_bytes() == printed.pdf
    assert [one.form for one in desk.person_pages.page(person).papers] == ["1d"]


def test_paper_of_a_restricted_dossier_leaves_its_trace_among_the_restricted(
    tmp_path: Path,
) -> None:
    store = desk_store(tmp_path)
    cleared, colleague = at_desk(store, tmp_path), at_desk(store, tmp_path, cleared=False)
    person = poor_widow(cleared).people[0]
    dossier = cleared.dossiers.open(person, {"category": "5.5.a"}, restricted=True).made
    assert dossier is not None
    cleared.printing.remember(cleared.printing.dossier("1d", dossier))
    assert len(cleared.person_pages.page(person).papers) == 1
    assert colleague.person_pages.page(person).papers == ()
    with pytest.raises(Correctable):
        colleague.printing.dossier("1d", dossier)
    store.close()


def test_papers_of_cases_and_villages(desk: Services, tmp_path: Path) -> None:
    home = poor_widow(desk)
    store = desk.people._store
    with store.write(desk.session.officer) as work:
        case = work.create(
            "emergency_case",
            {
                "household": home.id, "cause": "thien_tai", "received_at": "2025-11-12T09:00",
                "house_damage": "do_sap_troi_chay_hoan_toan", "poverty": "ngheo", "persons": 1,
                "needs": "gao", "state": "received", "no_place_to_live": True,
            },
        )  # fmt: skip
        work.commit()
    of_case = text_of(desk.printing.case(case), tmp_path)
    assert "Thiên tai ngày 12/11/2025: nhà đổ, sập, trôi, cháy hoàn toàn" in of_case
    assert "Hộ nghèo" in of_case
    of_village = text_of(desk.printing.village(home.village), tmp_path)
    assert "H’Rơ̆m Ƀuôn Yă" in of_village
    with pytest.raises(Correctable):
        desk.printing.case(new_id())
    with pytest.raises(Correctable):
        desk.printing.village(new_id())


def test_every_paper_comes_blank_and_as_sample() -> None:
    for paper in papers():
        assert blank(paper.code).missing == ()
        assert sample(paper.code).pdf.startswith(b"%PDF")


def test_a_paper_of_another_subject_and_a_folder_that_is_none(
    desk: Services, tmp_path: Path
) -> None:
    person = poor_widow(desk).people[0]
    with pytest.raises(Correctable):
        desk.printing.person("5a", person)
    with pytest.raises(Environment):
        desk.printing.save(blank("1d"), tmp_path / "none" / "a.pdf")
