"""Every test runs without a network, without a screen and without the person's own folders."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
os.environ["ANSINH_LANG"] = "vi"

import pytest
from hypothesis import HealthCheck, settings

from app.core import i18n

settings.register_profile(
    "suite",
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def _refuse(*_: Any, **__: Any) -> Any:
    raise AssertionError("a test tried to reach the network")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse()
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", _refuse)


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ANSINH_STATE", str(home / "state"))
    monkeypatch.setenv("ANSINH_DATA", str(home / "data"))
    monkeypatch.delenv("ANSINH_PASSPHRASE", raising=False)
    return home


@pytest.fixture(autouse=True)
def back_to_vietnamese() -> Iterator[None]:
    """A test that shows English leaves the next one its Vietnamese, whatever the order."""
    yield
    if i18n.language() != "vi":
        i18n.use_language("vi")
