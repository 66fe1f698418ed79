"""Qt's own buttons and menus in the language of the window, from our own catalogue.

The Qt wheels bring no Vietnamese texts, so what our dialogs ask for is translated here.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from app.core.i18n import N_, _

# What the dialogs and line edits that we use ask for.
ASKED = frozenset(
    (
        N_("OK"), N_("Cancel"), N_("&Cancel"), N_("Close"), N_("&Close"), N_("Save"), N_("&Save"),
        N_("Open"), N_("&Open"), N_("&Yes"), N_("&No"), N_("Yes"), N_("No"), N_("Apply"),
        N_("Reset"), N_("Help"), N_("Discard"), N_("&Undo"), N_("&Redo"), N_("Cu&t"), N_("&Copy"),
        N_("&Paste"), N_("Delete"), N_("Select All"), N_("Look in:"), N_("Directory:"),
        N_("File &name:"), N_("Files of type:"), N_("&Choose"), N_("&New Folder"), N_("&Delete"),
        N_("&Rename"), N_("Show &hidden files"), N_("Back"), N_("Forward"), N_("Parent Directory"),
        N_("Create New Folder"), N_("List View"), N_("Detail View"), N_("Computer"), N_("Name"),
        N_("Size"), N_("Type"), N_("Date Modified"), N_("All Files (*)"), N_("New Folder"),
        N_("&Look in:"), N_("Files of &type:"), N_("Find Directory"), N_("Save As"), N_("Files"),
        N_("Directories"), N_("Go back"), N_("Go forward"), N_("Go to the parent directory"),
        N_("Create a New Folder"), N_("Change to detail view mode"),
        N_("Change to list view mode"), N_("List of places and bookmarks"), N_("Sidebar"),
        N_("Show "), N_("Folder"), N_("Drive"), N_("File"), N_("Recent Places"), N_("My Computer"),
        N_("%1 already exists.\nDo you want to replace it?"),
        N_("%1\nFile not found.\nPlease verify the correct file name was given."),
        N_("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
        N_("Are you sure you want to delete '%1'?"), N_("Could not delete directory."),
        N_("'%1' is write protected.\nDo you want to delete it anyway?"),
        N_("%1 bytes"), N_("%1 byte(s)"), N_("%1 KiB"), N_("%1 MiB"), N_("%1 GiB"),
    )
)  # fmt: skip


class CatalogueTranslator(QTranslator):
    """Answers Qt from our catalogue; keep a reference as long as the program runs."""

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        return _(source) if source in ASKED else ""

    def isEmpty(self) -> bool:
        return False


def install(app: QObject) -> CatalogueTranslator:
    """Let Qt speak the window's language."""
    translator = CatalogueTranslator(app)
    app.installTranslator(translator)  # type: ignore[attr-defined]  # a QCoreApplication
    return translator
