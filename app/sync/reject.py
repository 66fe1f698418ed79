"""The one way a bundle, a certificate or a trust document is turned away.

Every decoder, decompressor and cipher below raises its own exceptions; here they become a code
and one sentence that says what to do. The sentence never tells which byte was wrong: that helps
nobody at the keyboard and only a forger elsewhere. The code goes into the record.
"""

from __future__ import annotations

from app.core.errors import Untrusted
from app.core.i18n import N_

SENTENCES = {
    "not_a_bundle": N_("This file is not an AnSinh bundle. Choose a file that ends in .tgxh."),
    "newer_program": N_("A newer AnSinh made this file. Update the program, then open it again."),
    "old_suite": N_(
        "This file uses a protection that is no longer accepted. "
        "Ask the sender to update AnSinh and send again."
    ),
    "damaged": N_("This file was damaged on its way. Ask the sender to send it once more."),
    "too_large": N_("This file is larger than any bundle may be. Ask the sender to send again."),
    "not_for_us": N_(
        "This bundle was made for another workstation. Ask the sender to make one for yours."
    ),
    "unknown_sender": N_(
        "This workstation does not know the sender yet. The sender must be enrolled first."
    ),
    "bad_signature": N_(
        "The signature does not match the sender. Put the file aside and call the sender."
    ),
    "malformed": N_("This file does not follow the format. Nothing was taken in; call the sender."),
    "not_enough_signatures": N_(
        "This document lacks the signatures it needs. Ask the receiving office for it again."
    ),
    "older_trust": N_(
        "This trust document is older than the one kept here. The newer one stays in use."
    ),
    "trust_gap": N_(
        "Trust documents in between are missing. Ask the receiving office to send all of them."
    ),
    "two_truths": N_(
        "Two different trust documents carry the same number. Call the receiving office at once."
    ),
    "wrong_digits": N_(
        "The digits do not match. Read them again with the other side, group by group."
    ),
    "not_an_enrolment": N_(
        "This file is not the one needed here. Choose the request or the answer for enrolment."
    ),
    "other_request": N_(
        "This answer belongs to another request. Ask the receiving office for yours."
    ),
    "too_many_streams": N_(
        "The sender's workstation begins its numbering anew far more often than a sound one. "
        "Put the file aside and call the receiving office, which looks at that workstation."
    ),
    "not_a_recovery": N_(
        "This file is not the one needed here. Choose the request to open the register again, "
        "or the answer to it."
    ),
}


class Reject(Untrusted):
    """Refused whole; ``code`` is a key of :data:`SENTENCES` and nothing was acted upon."""

    def __init__(self, code: str) -> None:
        super().__init__(code, SENTENCES[code])
