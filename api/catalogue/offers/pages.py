"""/offers/{id}: what a passer-by with a phone reads about an offer, from the code on a printed card."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.catalogue.offers.access import require_visible
from api.catalogue.offers.cards import is_card_of
from api.catalogue.offers.leaflet import WORDS, make_leaflet
from api.catalogue.offers.queries import get_offer, offer_not_found
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.view import OfferView
from api.catalogue.organizations.queries import get_organization
from api.platform.pages.rendering import open_templates, render_page
from api.platform.requests.dependencies import (
    ReadingDeskDep,
)
from api.platform.settings import NodeSettings
from api.platform.storage.ids import is_id
from api.platform.web.problems import NotFoundError

router = APIRouter(include_in_schema=False)
TEMPLATES = open_templates("api.catalogue.offers")


@router.get("/offers/{offerId}")
def show_offer(
    offer_id: Annotated[str, Path(alias="offerId", max_length=36)],
    desk: ReadingDeskDep,
    card: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Show the page to who has the card, or to all if the catalogue is public; no contact, nothing unpublished."""
    words, settings = WORDS[desk.language], desk.settings
    view = OfferView(None, desk.today, settings[OfferSettings].stale_after_days)
    try:
        if not is_id(offer_id):
            raise offer_not_found()
        offer = get_offer(desk.session, offer_id)
        require_visible(offer, view.state_of(offer), None)
    except NotFoundError:
        offer = None
    if offer is None or not (settings[NodeSettings].public_catalogue or is_card_of(offer.id, card, desk.secrets)):
        return render_page(TEMPLATES, "no_offer.html", desk.language, status=HTTPStatus.NOT_FOUND, t=words)
    organization = get_organization(desk.session, offer.organization_id)
    leaflet = make_leaflet(offer, view.state_of(offer), organization.name, desk.language)
    return render_page(TEMPLATES, "offer.html", desk.language, t=words, leaflet=leaflet)
