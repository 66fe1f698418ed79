"""The office's side: who may answer whom; the whole way is in ``test_reopening``."""

from __future__ import annotations

import pytest

from app.core.errors import Correctable, Untrusted
from app.services.recovery import Second
from app.services.reopening import ask
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE
from tests.fakes.recovering import NEW, Enrolled, both, code_of, events

__all__ = ["both", "cheap_stretching"]


def test_two_officers_answer_and_both_prove_who_they_are(both: Enrolled) -> None:
    asked = ask(both.commune.folder, both.commune.session.officer, NEW, both.clock)
    own = both.office.session.officer
    for passphrase, second, expected in (
        (PASSPHRASE, Second(own, PASSPHRASE), ("two_needed", "second")),
        ("một câu khác", both.second, ("wrong_passphrase", "passphrase")),
        (PASSPHRASE, Second(both.colleague, PASSPHRASE), ("wrong_passphrase", "second")),
        (PASSPHRASE, Second(both.commune.session.officer, NEW), ("unknown_officer", "second")),
    ):
        with pytest.raises(Correctable) as refusal:
            both.office.recovery.answer(asked.file, asked.digits, passphrase, second=second)
        assert code_of(refusal) == expected
    assert events(both.office) == []


def test_digits_that_were_not_heard_answer_nothing(both: Enrolled) -> None:
    asked = ask(both.commune.folder, both.commune.session.officer, NEW, both.clock)
    other = str((int(asked.digits[0]) + 1) % 10) + asked.digits[1:]
    with pytest.raises(Untrusted, match="wrong_digits"):
        both.answer(asked.file, other)
    with pytest.raises(Correctable, match="digits_incomplete"):
        both.answer(asked.file, "123")
    assert events(both.office) == []


def test_a_withdrawn_workstation_is_not_opened(both: Enrolled) -> None:
    asked = ask(both.commune.folder, both.commune.session.officer, NEW, both.clock)
    [machine] = both.office.trust_care.machines()
    both.office.trust_care.withdraw(machine.device, "Mất máy")
    assert both.office.recovery.look(asked.file).withdrawn
    with pytest.raises(Correctable, match="asking_withdrawn"):
        both.answer(asked.file, asked.digits)
    assert "recovery_granted" not in events(both.office)
    both.office.trust_care.take_back(machine.device)
    both.answer(asked.file, asked.digits)


def test_a_commune_answers_nobody(both: Enrolled) -> None:
    asked = ask(both.commune.folder, both.commune.session.officer, NEW, both.clock)
    with pytest.raises(Correctable, match="wrong_role"):
        both.commune.recovery.look(asked.file)
    with pytest.raises(Correctable, match="wrong_role"):
        both.commune.recovery.answer(asked.file, asked.digits, PASSPHRASE, second=both.second)


def test_passphrases_are_not_shown(both: Enrolled) -> None:
    assert both.second.passphrase not in repr(both.second)
