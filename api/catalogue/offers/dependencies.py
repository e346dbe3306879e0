"""What a route of offers asks for: how its caller sees them, and which offer is written."""

from typing import Annotated, NamedTuple

from fastapi import Depends, Path

from api.catalogue.offers.access import require_owned, require_reader
from api.catalogue.offers.queries import get_offer_to_change
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.view import OfferView
from api.platform.requests.dependencies import (
    IfMatchHeader,
    NodeDep,
    OfferIdPath,
    OrganizationIdPath,
    WritingSessionDep,
)
from api.platform.security.dependencies import AdminDep, OptionalCallerDep, WriterDep
from api.platform.security.roles import Caller
from api.platform.settings import NodeSettings
from api.platform.web.texts import Key

ExternalIdPath = Annotated[Key, Path(alias="externalId", description="The organization's own id for the offer.")]


async def get_view(caller: OptionalCallerDep, node: NodeDep) -> OfferView:
    """Return how this caller sees offers; raises UnauthenticatedError without a key, unless the catalogue is public."""
    require_reader(caller, public_catalogue=node.settings[NodeSettings].public_catalogue)
    return OfferView(caller, node.clock.today(), node.settings[OfferSettings].stale_after_days)


ViewDep = Annotated[OfferView, Depends(get_view)]


async def get_admin_view(_caller: AdminDep, view: ViewDep) -> OfferView:
    """Return how an admin sees offers."""
    return view


AdminViewDep = Annotated[OfferView, Depends(get_admin_view)]


def get_own_offer(offer_id: OfferIdPath, caller: WriterDep, session: WritingSessionDep) -> Offer:
    """Return the offer that this caller may write, held until the transaction ends; raises NotFoundError."""
    offer = get_offer_to_change(session, offer_id)
    require_owned(offer, caller)
    return offer


OwnOfferDep = Annotated[Offer, Depends(get_own_offer)]


class OwnId(NamedTuple):
    """What a partner itself calls an offer, who says so, and which version of it that was."""

    caller: Caller
    organization_id: str
    external_id: str
    if_match: str | None

    @property
    def name(self) -> tuple[str, str]:
        """By which an offer is told from all others."""
        return self.organization_id, self.external_id


async def get_own_id(
    organization_id: OrganizationIdPath,
    external_id: ExternalIdPath,
    caller: WriterDep,
    if_match: IfMatchHeader = None,
) -> OwnId:
    """Return the id in the address."""
    return OwnId(caller, organization_id, external_id, if_match)


OwnIdDep = Annotated[OwnId, Depends(get_own_id)]
