"""Which organization stands on which side of a handover, and how much of it that side sees."""

from api.handovers.tables import Handover
from api.handovers.vocabulary import Side


def sides_of(handover: Handover, organization_id: str | None) -> frozenset[Side]:
    """Return the sides of this organization now: one, both when it hands over to itself, none once it passed it on."""
    standing = (
        (Side.SENDER, handover.sender_organization_id),
        (Side.RECEIVER, handover.receiver_organization_id),
    )
    return frozenset(side for side, organization in standing if organization and organization == organization_id)


def sees_whole(handover: Handover, sides: frozenset[Side]) -> bool:
    """Tell whether this side sees more than the status: the receiver always, the sender until it is forwarded."""
    return Side.RECEIVER in sides or (Side.SENDER in sides and handover.hops == 0)
