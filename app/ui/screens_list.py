"""The screens of the rail, in order, for a commune and for a receiving office."""

from __future__ import annotations

from app.core.i18n import _
from app.ui.frame import ScreenEntry
from app.ui.rail import RailEntry
from app.ui.screens.communes.screen import CommunesScreen
from app.ui.screens.emergency.screen import EmergencyScreen
from app.ui.screens.exchange.screen import ExchangeScreen
from app.ui.screens.incoming.screen import IncomingScreen
from app.ui.screens.monthly_allowance.screen import MonthlyAllowanceScreen
from app.ui.screens.papers.screen import PapersScreen
from app.ui.screens.people.screen import PeopleScreen
from app.ui.screens.today.screen import TodayScreen


def entries_for(role: str) -> list[ScreenEntry]:
    """The screens of a workstation of that role, in the language in use.

    Letters are those underlined in the Vietnamese words; they work in English too.
    """
    people = ScreenEntry(RailEntry("people", _("People, households"), "users", "N"), PeopleScreen)
    exchange = ScreenEntry(
        RailEntry("exchange", _("Send and receive data"), "arrow-left-right", "D"), ExchangeScreen
    )
    if role == "office":
        return [
            ScreenEntry(RailEntry("communes", _("Communes and wards"), "map", "C"), CommunesScreen),
            ScreenEntry(
                RailEntry("incoming", _("From the communes"), "inbox", "L"),
                IncomingScreen,
            ),
            people,
            exchange,
        ]
    return [
        ScreenEntry(RailEntry("today", _("Work of today"), "list-checks", "V"), TodayScreen),
        people,
        ScreenEntry(
            RailEntry("monthly_allowance", _("Monthly allowance"), "hand-coins", "T"),
            MonthlyAllowanceScreen,
        ),
        ScreenEntry(RailEntry("emergency", _("Emergency help"), "life-buoy", "K"), EmergencyScreen),
        ScreenEntry(RailEntry("papers", _("Papers, reports"), "file-text", "G"), PapersScreen),
        exchange,
    ]
