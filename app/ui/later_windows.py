"""The windows that are loaded while the officer types the passphrase."""

from app.ui.main_window import make_frame, open_frame
from app.ui.screens.first_run.screen import FirstRunScreen

__all__ = ["FirstRunScreen", "make_frame", "open_frame"]
