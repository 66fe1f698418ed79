"""The window: the only home of Qt."""

from app.ui.lasting_none import keep_none_alive

keep_none_alive()
