"""How other systems are told, as an operator sets it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """From whom, to where, how patiently, and how long what was sent is kept."""

    event_source: str = "urn:nld:oin:00000000000000000000:systeem:vonk"
    webhooks_allow_private: bool = False
    webhooks_timeout_seconds: float = 10.0
    webhooks_backoff_seconds: tuple[float, ...] = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
    webhooks_disable_after_days: int = 5
    webhooks_retention_days: int = 30
