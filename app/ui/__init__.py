"""The window: the only home of Qt."""

from app.ui.lasting_none import keep_none_alive
from app.ui.plain_import import import_plainly

keep_none_alive()
import_plainly()
