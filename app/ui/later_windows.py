"""The windows that are loaded while the officer types the passphrase."""

from app.ui.main_window import make_frame, open_frame
from app.ui.screens.first_run.screen import FirstRunScreen
from app.ui.screens.sign_in.date_check import date_check

__all__ = ["FirstRunScreen", "date_check", "make_frame", "open_frame"]
