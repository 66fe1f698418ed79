"""How large anything in a bundle may be; read and checked before any work is done.

The writer keeps to the same numbers, so a bundle of ours is never refused for its size.
All sizes are bytes.
"""

from __future__ import annotations

KIB = 1024
MIB = 1024 * KIB

MAX_FILE = 1024 * MIB
"""What the spool takes in at all."""

MAX_BUNDLE = 15_000_000
"""What the writer makes: mail and phones carry files of this size."""

MAX_SEGMENTS_SUM = MAX_BUNDLE - MIB - 64 * KIB
"""Room for compressed segments in one bundle when manifest and wrapping are at their largest."""

MAX_HEADER = 4 * KIB
MAX_AGE_HEADER = 16 * KIB
"""64 recipients need less than 7 KiB. Unbounded, anybody could keep the age library busy for
hours with a header of a million stanzas, since that part is read before any signature."""

MAX_MANIFEST = MIB
MAX_SEGMENT = 2 * MIB
MAX_SEGMENT_PLAIN = 6 * MIB
MAX_PLAIN = 512 * MIB
"""All segments of one bundle, unpacked."""

MAX_SEGMENTS = 4096
MAX_WINDOW = 8 * MIB
MAX_OPS = 2000
MAX_OP = 256 * KIB
MAX_RECIPIENTS = 64
MAX_DOCUMENT = 256 * KIB
"""A signed trust or policy document, a certificate, a request or a grant."""

MAX_RIDER = 256 * KIB
"""One small segment that rides along with operations; see ``riders``."""

MAX_RIDERS = 16
"""How many of those that wait for the end of a bundle are kept in memory."""

PADDING = 4 * KIB

MAX_MS = 253_370_764_800_000
"""Times lie before the year 9999 (Unix milliseconds): no calendar shows what comes after."""
