"""The tables of the operation log and of the exchange; none of them is ever migrated in place.

``sync_op`` holds what was written, for ever. ``sync_loser`` and ``sync_awaited`` belong to the
fold: heads that are not shown, and bases that have not arrived.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from app.models.base import RowId, metadata

sync_device = Table(
    "sync_device",
    metadata,
    Column("device", RowId, primary_key=True),
    Column("name", Text, nullable=False),
    Column("pv", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("sign_pub", LargeBinary(32), nullable=False),
    Column("enc_pub", LargeBinary(32), nullable=False),
    Column("certificate", LargeBinary),
    Column("state", Text, nullable=False),  # own, active
)

# The own device's secrets; the file is encrypted, so they rest as safely as everything else.
own_device = Table(
    "own_device",
    metadata,
    Column("device", RowId, primary_key=True),
    Column("sign_secret", LargeBinary(32), nullable=False),
    Column("enc_secret", LargeBinary(32), nullable=False),
    Column("created_ms", BigInteger, nullable=False),
)

# The receiving office's own secrets: root, issuer, policy, recovery.
own_key = Table(
    "own_key",
    metadata,
    Column("purpose", Text, primary_key=True),
    Column("secret", LargeBinary(32), nullable=False),
)

sync_stream = Table(
    "sync_stream",
    metadata,
    Column("stream_no", Integer, primary_key=True),
    Column("stream", RowId, nullable=False, unique=True),
    Column("device", RowId, nullable=False),
    Column("channel", Text, nullable=False),
    Column("pv", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("descriptor", LargeBinary, nullable=False),
    Column("descriptor_sig", LargeBinary(64), nullable=False),
    Column("have_seq", Integer, nullable=False),
    Column("have_chain", LargeBinary(32), nullable=False),
    Column("have_hlc", BigInteger, nullable=False),
    Column("head_seq", Integer, nullable=False),
    Column("head_sig", LargeBinary(64)),
    Column("state", Text, nullable=False),  # open, sealed, forked
)

sync_op = Table(
    "sync_op",
    metadata,
    Column("stream_no", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Integer, nullable=False),
    Column("row_id", RowId, nullable=False),
    Column("status", Text, nullable=False),  # folded, denied, unknown, withheld
    Column("chain", LargeBinary(32), nullable=False),
    Column("raw", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_sync_op_row_id", sync_op.c.row_id)
# What is kept and not in use: few, and asked for with every history.
UNUSED = sync_op.c.status != literal_column("'folded'")
Index("ix_sync_op_unused", sync_op.c.stream_no, sqlite_where=UNUSED)

sync_loser = Table(
    "sync_loser",
    metadata,
    Column("pv", Integer, primary_key=True, autoincrement=False),
    Column("kind", Integer, primary_key=True, autoincrement=False),
    Column("row_id", RowId, primary_key=True),
    Column("field", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(16), primary_key=True),
    Column("stream_no", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("value", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

sync_awaited = Table(
    "sync_awaited",
    metadata,
    Column("pv", Integer, primary_key=True, autoincrement=False),
    Column("kind", Integer, primary_key=True, autoincrement=False),
    Column("row_id", RowId, primary_key=True),
    Column("field", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(16), primary_key=True),
    # When this workstation first missed it, by its own clock; 0 when nobody noted it.
    Column("noted_ms", BigInteger, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# Rows in which something was written twice: they are folded from all their operations.
sync_repeated = Table(
    "sync_repeated",
    metadata,
    Column("pv", Integer, primary_key=True, autoincrement=False),
    Column("kind", Integer, primary_key=True, autoincrement=False),
    Column("row_id", RowId, primary_key=True),
    sqlite_with_rowid=False,
)

# Fields that hold two different entries: a person chooses, or one of them may yet turn out to
# have replaced the other when what the field awaits has come.
difference = Table(
    "difference",
    metadata,
    Column("pv", Integer, primary_key=True, autoincrement=False),
    Column("kind", Integer, primary_key=True, autoincrement=False),
    Column("row_id", RowId, primary_key=True),
    Column("field", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

sync_parked = Table(
    "sync_parked",
    metadata,
    Column("stream", RowId, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("bundle", RowId, primary_key=True),
    Column("raw", LargeBinary, nullable=False),
    # The signed head by which the operation can be proved once the gap before it is closed.
    Column("head_seq", Integer, nullable=False),
    Column("head_sig", LargeBinary(64), nullable=False),
    sqlite_with_rowid=False,
)

sync_peer = Table(
    "sync_peer",
    metadata,
    Column("device", RowId, primary_key=True),
    Column("stream", RowId, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("chain", LargeBinary(32), nullable=False),
    Column("statement", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

sync_in = Table(
    "sync_in",
    metadata,
    Column("bundle", RowId, primary_key=True),
    Column("sha256", LargeBinary(32), nullable=False),
    Column("sender", RowId),
    Column("name", Text, nullable=False),
    Column("channel", Text),  # None when it was not read so far
    Column("state", Text, nullable=False),  # taken, held, refused
    Column("reason", Text),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    # What joined the log with this file and is not in use, by the reason.
    Column("denied", Integer, nullable=False, server_default="0"),
    Column("unreadable", Integer, nullable=False, server_default="0"),
    Column("unknown", Integer, nullable=False, server_default="0"),
    Column("withheld", Integer, nullable=False, server_default="0"),
    Column("received_ms", BigInteger, nullable=False),
    UniqueConstraint("sha256"),
)

sync_out = Table(
    "sync_out",
    metadata,
    Column("bundle", RowId, primary_key=True),
    Column("device", RowId, nullable=False),
    Column("number", Integer, nullable=False),  # as people count them, for each channel
    Column("statement", BigInteger, nullable=False),  # which of our statements it carried
    Column("channel", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", LargeBinary(32), nullable=False),
    Column("operations", Integer, nullable=False),
    Column("ranges", LargeBinary, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("acknowledged_ms", BigInteger),
)

# What comparing totals with another station told.
sync_total = Table(
    "sync_total",
    metadata,
    Column("device", RowId, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("pv", Integer, primary_key=True, autoincrement=False),
    Column("compared_ms", BigInteger),
    Column("agrees", Boolean),
    Column("rows", Integer),  # here, when they were compared
    Column("operations", Integer),
    Column("buckets", LargeBinary),  # one byte for each that differs
    Column("named", LargeBinary),  # the very rows, once both have told theirs
    sqlite_with_rowid=False,
)

# Streams of a withdrawn device and their last operation that counts, as the root document says.
stream_limit = Table(
    "stream_limit",
    metadata,
    Column("stream", RowId, primary_key=True),
    Column("last_seq", Integer, nullable=False),
    sqlite_with_rowid=False,
)

trust_document = Table(
    "trust_document",
    metadata,
    Column("kind", Text, primary_key=True),  # root, certificate
    Column("subject", LargeBinary, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)
