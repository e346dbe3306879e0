"""The words of webhooks."""

from enum import StrEnum

DISABLED = "webhook.disabled"
WANTED = "WantedEvent"
"""How the document calls what an endpoint may ask for."""
FAMILIES = ("handover", "offer", "table", "watch", "webhook")


class EndpointState(StrEnum):
    """How an endpoint is doing."""

    ACTIVE = "active"
    FAILING = "failing"
    DISABLED = "disabled"


class DeliveryState(StrEnum):
    """How far a delivery is."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class Failure(StrEnum):
    """Why an attempt did not arrive."""

    ADDRESS_REFUSED = "address-refused"
    ADDRESS_UNKNOWN = "address-unknown"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    REDIRECT = "redirect"
    STATUS = "status"
    ENDPOINT_DISABLED = "endpoint-disabled"


def is_wanted(event_type: str, patterns: list[str]) -> bool:
    """Tell whether a type is one of these, or falls under one that ends in `.*`."""
    family = event_type.partition(".")[0]
    return event_type in patterns or f"{family}.*" in patterns
