"""Identifiers that sort by the moment they were made."""

import secrets
import time
import uuid


def new_id() -> str:
    """Make a UUIDv7 (RFC 9562): 48 bits of milliseconds, then chance."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def is_id(text: str) -> bool:
    """Tell whether a text is an identifier as it is written here."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
