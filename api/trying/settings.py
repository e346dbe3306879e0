"""Whether there is a page to try it."""

from dataclasses import dataclass

from api.platform.settings import secret


@dataclass(frozen=True, slots=True)
class TryingSettings:
    """The key of a coach with which the page asks, as any tool would; without one there is no page."""

    try_key: str = secret()
