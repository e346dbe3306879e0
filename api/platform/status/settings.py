"""How a node tells what it does, as an operator sets it."""

from dataclasses import dataclass

from api.platform.settings import one_of


@dataclass(frozen=True, slots=True)
class LogSettings:
    """The service's own log: in which form, and from which level on."""

    log_format: str = one_of("text", "json")
    log_level: str = one_of("info", "debug", "warning", "error")
