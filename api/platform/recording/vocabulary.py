"""How what is recorded ended."""

from enum import StrEnum


class AuditResult(StrEnum):
    """How it ended: done and kept, or refused because this key may not do it."""

    DONE = "done"
    REFUSED = "refused"
