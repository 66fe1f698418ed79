from __future__ import annotations

from app.core.errors import Untrusted
from app.sync.reject import SENTENCES, Reject


def test_every_code_has_a_sentence_without_places() -> None:
    for code, sentence in SENTENCES.items():
        refused = Reject(code)
        assert isinstance(refused, Untrusted)
        assert refused.exit_code == 4
        assert refused.code == code
        assert "{" not in sentence
        assert sentence.endswith(".")
