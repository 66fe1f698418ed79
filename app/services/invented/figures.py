"""How many: the province the program was first written for, and shares within its register.

The totals are those the province gave for 2016–2017 (Quyết định 1204/QĐ-UBND, 20/7/2017). The
finer shares below are invented so that the totals come out, and prove nothing about anybody.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

PROVINCE = "67"
FULL_PERSONS = 181_593
"""Persons who needed social support: poor, near poor, and those paid each month."""
FULL_BENEFICIARIES = 8_535
POOR_PERSONS = 126_837
NEAR_POOR_PERSONS = 46_221


class Profile(StrEnum):
    """Why somebody is paid each month; the rules themselves say which clause that is."""

    VERY_OLD = "very_old"
    OLD_POOR = "old_poor"
    OLD_ALONE = "old_alone"
    EXTREME_DISABILITY = "extreme_disability"
    SEVERE_DISABILITY = "severe_disability"
    SINGLE_PARENT = "single_parent"
    ORPHAN = "orphan"
    UNDER_THREE = "under_three"
    HIV_ADULT = "hiv_adult"
    HIV_CHILD = "hiv_child"


PROFILE_WEIGHTS = {
    Profile.VERY_OLD: 300,
    Profile.OLD_POOR: 100,
    Profile.OLD_ALONE: 60,
    Profile.EXTREME_DISABILITY: 125,
    Profile.SEVERE_DISABILITY: 245,
    Profile.SINGLE_PARENT: 75,
    Profile.ORPHAN: 25,
    Profile.UNDER_THREE: 55,
    Profile.HIV_ADULT: 12,
    Profile.HIV_CHILD: 3,
}

ETHNIC_WEIGHTS = {
    "01": 400,
    "20": 170,
    "28": 45,
    "12": 35,
    "07": 80,
    "02": 70,
    "08": 90,
    "09": 50,
    "03": 30,
    "06": 15,
    "05": 4,
    "10": 3,
    "14": 3,
    "16": 3,
    "04": 2,
}
"""Of a thousand poor persons, by code: 60 % of minorities, 25 % of the three local groups."""

DISTRICT_FACTORS = {
    "Thành phố Gia Nghĩa": {"28": 3.0, "20": 0.5, "08": 0.1},
    "Huyện Đăk Glong": {"28": 3.0, "08": 3.0, "01": 0.5},
    "Huyện Cư Jút": {"12": 6.0, "20": 0.2, "28": 0.0, "07": 1.5, "02": 1.5},
    "Huyện Đắk Mil": {"28": 0.1},
    "Huyện Krông Nô": {"12": 2.0, "03": 2.5, "28": 0.0},
    "Huyện Đắk Song": {"28": 0.2},
    "Huyện Đắk R'Lấp": {"28": 1.0, "20": 1.2, "08": 0.3},
    "Huyện Tuy Đức": {"20": 2.0, "08": 1.8, "28": 0.0, "12": 0.0},
}
"""Which groups live more, or less, in a district of before 1/7/2025."""

HARDSHIP_SHARE = 0.25
"""Of villages; they are on the dated list of villages in special hardship."""
HARDSHIP_SINCE = "2021-06-04"
"""Quyết định 861/QĐ-TTg ngày 04/6/2021."""

SOCIAL_PENSION_SINCE = date(2025, 7, 1)
"""Nghị định 176/2025/NĐ-CP: from here on people ask for the social pension."""
