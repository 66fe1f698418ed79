"""What the places of a form are called on screens, so that an officer sees which are open."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.i18n import N_, translate

LABELS: Mapping[str, str] = {
    "activity": N_("What the person did in life"),
    "allowance": N_("Social assistance allowance"),
    "birth": N_("Date of birth"),
    "bundle": N_("Bundle"),
    "carer": N_("Who cares for the person"),
    "children": N_("Children"),
    "circumstances": N_("Circumstances of the household"),
    "commune": N_("Commune"),
    "confirmed": N_("Name in the commune's confirmation"),
    "damage": N_("Damage to the house"),
    "disability": N_("Certificate of disability"),
    "disabled": N_("Whether the person has a disability"),
    "ethnic": N_("Ethnic group"),
    "house_before": N_("The house before the disaster"),
    "house_now": N_("The house now"),
    "identity": N_("Identity card"),
    "idle_reason": N_("Why the person does not work"),
    "insured": N_("Health insurance card"),
    "left_reason": N_("Why the person left school"),
    "living": N_("With whom and where the person lives"),
    "made": N_("Day it was made"),
    "marital": N_("Marital status"),
    "members": N_("Members of the household"),
    "merit": N_("Allowance for people with merit"),
    "name": N_("Full name"),
    "never_reason": N_("Why the person never went to school"),
    "now_where": N_("Where the person goes to school"),
    "office": N_("Receiving office"),
    "other": N_("Other monthly allowances"),
    "pension": N_("Pension or social insurance"),
    "poor": N_("Poor or near-poor household"),
    "proxy": N_("Who declares in the person's place"),
    "received": N_("Day it was received"),
    "receiver": N_("Unit that receives"),
    "residence": N_("Registered residence"),
    "schooling": N_("Schooling"),
    "self_care": N_("How the person manages alone"),
    "sender": N_("Unit that sends"),
    "sent": N_("Day it was sent"),
    "sex": N_("Sex"),
    "supporters": N_("Who has the duty to support"),
    "unit": N_("Unit"),
    "village": N_("Village"),
    "work": N_("Work with monthly earnings"),
    "works": N_("Whether the person works"),
}


def label(name: str) -> str:
    """The words for a place ("birth" or "birth.day") in the language in use.

    Raises:
        KeyError: no form has such a place.
    """
    return translate(LABELS[name.partition(".")[0]])
