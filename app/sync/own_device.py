"""This installation's own device: its keys, made here and never sent, and its streams."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, insert

from app.core.clock import Clock
from app.core.ids import new_id
from app.models.log import own_device, sync_device
from app.oplog.registry import Channel
from app.oplog.stream import Descriptor, encode_descriptor
from app.storage.streams import Stream, StreamBook
from app.sync import age_keys
from app.sync.signing import Context, new_seed, public_key, sign

# In SQL, as all that is asked while somebody waits for the window: a query of SQLAlchemy's takes
# longer to be worded for the first time than to be answered.
_LOAD = """
SELECT o.device, d.pv, d.role, o.sign_secret, o.enc_secret
  FROM own_device o JOIN sync_device d ON d.device = o.device
"""


@dataclass(frozen=True, slots=True)
class OwnDevice:
    """The device this program runs on; the secrets stay in the encrypted file."""

    id: UUID
    pv: int
    role: str
    sign_secret: bytes
    enc_secret: bytes

    @property
    def sign_pub(self) -> bytes:
        return public_key(self.sign_secret)

    @property
    def enc_pub(self) -> bytes:
        return age_keys.public_of(self.enc_secret)


def establish(
    connection: Connection, device: UUID, *, pv: int, role: str, name: str, clock: Clock
) -> OwnDevice:
    """Make the device's keys and open its streams in its own scope; once for a workstation."""
    own = OwnDevice(device, pv, role, new_seed(), age_keys.new_secret())
    connection.execute(
        insert(own_device).values(
            device=device,
            sign_secret=own.sign_secret,
            enc_secret=own.enc_secret,
            created_ms=clock.now_ms(),
        )
    )
    connection.execute(
        insert(sync_device).values(
            device=device,
            name=name,
            pv=pv,
            role=role,
            sign_pub=own.sign_pub,
            enc_pub=own.enc_pub,
            state="own",
        )
    )
    open_streams(StreamBook(connection), own, pv, clock)
    return own


def open_streams(streams: StreamBook, own: OwnDevice, pv: int, clock: Clock) -> None:
    """Open the device's streams of all channels for one scope; those that are open stay."""
    for channel in Channel:
        if any(
            stream.device == own.id
            and stream.origin.channel is channel
            and stream.origin.pv == pv
            and stream.state == "open"
            for stream in streams
        ):
            continue
        _open(streams, own, channel, pv, created_ms=clock.now_ms())


def reopen(
    streams: StreamBook,
    own: OwnDevice,
    old: Stream,
    *,
    created_ms: int,
    stream: bytes | None = None,
    state: str = "open",
) -> Stream:
    """End ``old`` and go on in a new stream that points back to where it stood here.

    ``stream`` is the new one's id where it has to be the same whenever this is done again.
    """
    if old.state == "open":
        streams.seal(old)
    return _open(
        streams,
        own,
        old.origin.channel,
        old.origin.pv,
        created_ms=created_ms,
        parent=old,
        stream=stream,
        state=state,
    )


def beside(streams: StreamBook, own: OwnDevice, old: Stream, *, created_ms: int) -> Stream:
    """A stream of ours that points back to ``old``, of whatever device, and ends by itself.

    Nothing but repetitions of what ``old`` would say is written into it.
    """
    return _open(
        streams,
        own,
        old.origin.channel,
        old.origin.pv,
        created_ms=created_ms,
        parent=old,
        state="sealed",
    )


def _open(
    streams: StreamBook,
    own: OwnDevice,
    channel: Channel,
    pv: int,
    *,
    created_ms: int,
    parent: Stream | None = None,
    stream: bytes | None = None,
    state: str = "open",
) -> Stream:
    descriptor = encode_descriptor(
        Descriptor(
            version=1,
            stream=stream or new_id().bytes,
            device=own.id.bytes,
            channel=channel.value,
            pv=pv,
            role=own.role,
            parent=parent.id.bytes if parent else None,
            parent_seq=parent.seq if parent else 0,
            parent_chain=parent.chain if parent else None,
            created_ms=created_ms,
        )
    )
    signature = sign(Context.STREAM, own.sign_secret, descriptor)
    return streams.open(descriptor, signature, state=state)


def load(connection: Connection) -> OwnDevice:
    """The device of this workstation, with its secrets."""
    row = connection.exec_driver_sql(_LOAD).one()
    return OwnDevice(UUID(bytes=row[0]), *row[1:])
