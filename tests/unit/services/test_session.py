"""Who may do what, said in a sentence that names somebody who can."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.services.session import Session


def session(*, role: str = "commune", cleared: bool = True) -> Session:
    return Session(UUID(int=1), "Lê Thị Hoa", "Công chức", 224611, role, cleared)


def test_only_the_cleared_pass() -> None:
    session().require_clearance()
    with pytest.raises(Correctable) as error:
        session(cleared=False).require_clearance()
    assert error.value.code == "not_cleared"


@pytest.mark.parametrize("role", ["commune", "office"])
def test_each_role_does_its_own(role: str) -> None:
    other = {"commune": "office", "office": "commune"}[role]
    session(role=role).require_role(role)
    with pytest.raises(Correctable) as error:
        session(role=other).require_role(role)
    assert error.value.code == "wrong_role"
    assert other != role


def test_the_refusals_of_the_two_roles_differ() -> None:
    said = set()
    for role, needed in (("office", "commune"), ("commune", "office")):
        with pytest.raises(Correctable) as error:
            session(role=role).require_role(needed)
        said.add(error.value.message)
    assert len(said) == 2


def test_only_the_cleared_see_restricted_bundles() -> None:
    assert session().channels == ("base", "case")
    assert session(cleared=False).channels == ("base",)
