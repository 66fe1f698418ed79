from __future__ import annotations

import hashlib
import io

from app.sync.sink import HashingSink


def test_bytes_pass_and_are_counted() -> None:
    out = io.BytesIO()
    sink = HashingSink(out)
    assert sink.write(b"abc") == 3
    assert sink.write(b"") == 0
    sink.write(b"de")
    sink.flush()
    assert out.getvalue() == b"abcde"
    assert sink.size == 5
    assert sink.digest() == hashlib.sha256(b"abcde").digest()
