"""How long a repeated request gets the first answer again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OnceSettings:
    """For how long an answer is kept."""

    idempotency_hours: int = 24
