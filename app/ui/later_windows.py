"""The windows that are loaded while the officer types the passphrase."""

from app.ui.main_window import make_frame, open_frame
from app.ui.screens.first_run.screen import FirstRunScreen
from app.ui.screens.sign_in.date_check import date_check
from app.ui.screens.sign_in.reopening import ReopeningScreen

__all__ = ["FirstRunScreen", "ReopeningScreen", "date_check", "make_frame", "open_frame"]
