"""An agreement at a table becomes what the handovers ask for."""

from api.handovers.schemas import HandoverCreate
from api.matching_tables.schemas import TableHandover


def to_handover(wanted: TableHandover, offer_id: str) -> HandoverCreate:
    """The handover of one seat to one offer; every value was read by the same rules already."""
    told = {name: getattr(wanted, name) for name in TableHandover.model_fields if name != "seat"}
    told["client_reference"] = wanted.client_reference or wanted.seat.replace(" ", "-")
    return HandoverCreate.model_construct(**told, offer_id=offer_id, on_the_spot=True)
