"""Addresses that open one thing without a key: an id of ours and our signature, good for one purpose."""

import base64
import binascii
import uuid

from api.platform.storage.encryption import Secrets

ID_BYTES = 16


def write_token(secrets: Secrets, thing_id: str, purpose: str) -> str:
    """Write the token of a thing: its id and our signature, good for one purpose."""
    identity = uuid.UUID(thing_id).bytes
    return base64.urlsafe_b64encode(identity + secrets.sign(purpose, identity)).decode().rstrip("=")


def read_token(secrets: Secrets, token: str, purpose: str) -> str | None:
    """Read the id of the thing whose token we signed for this purpose; None for any other."""
    identity, signature = _parts_of(token)
    is_ours = len(identity) == ID_BYTES and secrets.is_signed(purpose, identity, signature)
    return str(uuid.UUID(bytes=identity)) if is_ours else None


def id_claimed_in(token: str) -> str | None:
    """Read the id that a token names, before anyone looked whether we signed it; None when it names none."""
    identity, _ = _parts_of(token)
    return str(uuid.UUID(bytes=identity)) if len(identity) == ID_BYTES else None


def _parts_of(token: str) -> tuple[bytes, bytes]:
    try:
        read = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b"", b""
    return read[:ID_BYTES], read[ID_BYTES:]
