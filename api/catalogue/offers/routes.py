"""/offers, and the offers of an organization under the partner's own ids."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.catalogue.offers.access import choose_organization, require_visible
from api.catalogue.offers.actions import create_offer, replace_offer, review_offer, withdraw_offer
from api.catalogue.offers.dependencies import AdminViewDep, OwnIdDep, OwnOfferDep, ViewDep
from api.catalogue.offers.direct_route import DirectUpsertRoute
from api.catalogue.offers.mapping import to_written, without_old_coordinates
from api.catalogue.offers.queries import (
    OfferFilter,
    get_offer,
    get_offer_to_review,
    list_offers_in_review,
    list_open_offers,
)
from api.catalogue.offers.schemas import OfferCreate, OfferPage, OfferRead, OfferWrite, OwnOfferRead, ReviewCreate
from api.catalogue.offers.upserts import Upsert, Upserts
from api.catalogue.organizations.queries import organization_not_found
from api.catalogue.places.queries import locate
from api.catalogue.places.schemas import Postcode
from api.platform.node import node_of
from api.platform.requests.dependencies import (
    OfferIdPath,
    OlderDeskDep,
    OlderSessionDep,
    PageDep,
    ReadingDeskDep,
    WritingDeskDep,
)
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import ADMINS, WRITERS, AnyCallerDep
from api.platform.web.openapi import MERGE_PATCH_OF
from api.platform.web.pagination import make_page
from api.platform.web.patches import MergePatchBody, apply_patch
from api.platform.web.problems import ConflictError, NotFoundError, Words, invalid
from api.platform.web.shapes import Id, Moment
from api.platform.web.texts import Line
from api.vocabulary import DayPartWord, GoalWord, OfferKindWord
from matching import to_bits
from matching.vocabulary import DayPart, Goal

router = APIRouter(tags=["offers"])
direct = APIRouter(tags=["offers"], route_class=DirectUpsertRoute)

DEFAULT_RADIUS_KM = 5
LARGEST_RADIUS_KM = 200
_RADIUS = f"How far around `postcode`; {DEFAULT_RADIUS_KM} when left out."
RadiusQuery = Annotated[
    float | None, Query(alias="radiusKm", gt=0, le=LARGEST_RADIUS_KM, allow_inf_nan=False, description=_RADIUS)
]
KindQuery = Annotated[OfferKindWord | None, Query(description="Of this kind alone.")]
GoalQuery = Annotated[GoalWord | None, Query(description="With this goal.")]
OrganizationIdQuery = Annotated[Id | None, Query(alias="organizationId", description="Of this organization alone.")]
PostcodeQuery = Annotated[Postcode | None, Query(description="Around this postcode; those without a place fall out.")]
DayPartQuery = Annotated[DayPartWord | None, Query(alias="dayPart", description="On this part of the week.")]
PlacesQuery = Annotated[
    bool | None, Query(alias="hasPlaces", description="True: a place is free, or not said. False: full.")
]
UpdatedSinceQuery = Annotated[Moment | None, Query(alias="updatedSince", description="Changed since this moment.")]


def get_filter(
    session: OlderSessionDep,
    q: Annotated[Line | None, Query(description="Words in title, description or interests.")] = None,
    kind: KindQuery = None,
    goal: GoalQuery = None,
    organization_id: OrganizationIdQuery = None,
    postcode: PostcodeQuery = None,
    radius_km: RadiusQuery = None,
    day_part: DayPartQuery = None,
    has_places: PlacesQuery = None,
    updated_since: UpdatedSinceQuery = None,
) -> OfferFilter:
    """Read what narrows the list; raises NotFoundError for a postcode of which the place is not known."""
    if radius_km is not None and postcode is None:
        raise invalid("/radiusKm", "Geef er ook een postcode bij.", "Give a postcode as well.")
    located = locate(session, point=None, postcode=postcode)
    if postcode is not None and located.point is None:
        raise NotFoundError(
            Words("Waar deze postcode ligt, weten wij niet.", "Where this postcode lies is not known here.")
        )
    return OfferFilter(
        words=q,
        kind=kind,
        goal_bit=to_bits([goal], Goal) if goal else None,
        organization_id=organization_id,
        center=located.point,
        radius_km=radius_km or DEFAULT_RADIUS_KM,
        day_part_bit=to_bits([day_part], DayPart) if day_part else None,
        has_places=has_places,
        updated_since=updated_since,
    )


FilterDep = Annotated[OfferFilter, Depends(get_filter)]


@router.post(
    "/offers",
    status_code=201,
    response_model=OwnOfferRead | OfferRead,
    operation_id="createOffer",
    responses={404: {}},
    summary="Add an offer",
    dependencies=[WRITERS],
)
def create(wanted: OfferCreate, caller: AnyCallerDep, view: ViewDep, desk: CreatingDeskDep) -> Response:
    """Add an offer. What looks like paid work is kept, but waits for a reviewer: its state is `in-review`."""
    offer = create_offer(desk, choose_organization(caller, wanted.organization_id), wanted)
    return desk.answer(view.body_of(offer), status=201, location=("offers", offer.id))


@router.get("/offers", response_model=OfferPage, operation_id="listOffers", responses={404: {}}, summary="List offers")
def list_all(view: ViewDep, offer_filter: FilterDep, desk: OlderDeskDep, asked: PageDep) -> Response:
    """List what is published and not ended, oldest first."""
    rows = list_open_offers(desk.session, offer_filter, asked, today=view.today)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=view.show))


@router.get(
    "/offers/{offerId}", response_model=OwnOfferRead | OfferRead, operation_id="readOffer", summary="Read one offer"
)
def read(offer_id: OfferIdPath, view: ViewDep, desk: OlderDeskDep) -> Response:
    """Read one offer; what is not published is there for its own organization only."""
    offer = get_offer(desk.session, offer_id)
    require_visible(offer, view.state_of(offer), view.caller)
    return desk.answer(view.body_of(offer))


@router.put(
    "/offers/{offerId}",
    response_model=OwnOfferRead | OfferRead,
    operation_id="replaceOffer",
    summary="Replace one offer",
    dependencies=[WRITERS],
)
def replace(wanted: OfferWrite, offer: OwnOfferDep, view: ViewDep, desk: WritingDeskDep) -> Response:
    """Replace the offer; what is left out is unknown from now on, and only `externalId` stays."""
    desk.require_unchanged(view.body_of(offer))
    if "external_id" not in wanted.model_fields_set:
        wanted = wanted.model_copy(update={"external_id": offer.external_id})
    return desk.answer(view.body_of(replace_offer(desk, offer, wanted)))


@router.patch(
    "/offers/{offerId}",
    response_model=OwnOfferRead | OfferRead,
    operation_id="changeOffer",
    openapi_extra={MERGE_PATCH_OF: "OfferWrite"},
    summary="Change one offer",
    dependencies=[WRITERS],
)
def change(patch: MergePatchBody, offer: OwnOfferDep, view: ViewDep, desk: WritingDeskDep) -> Response:
    """Change what is named (JSON Merge Patch); null makes it unknown, and takes an `externalId` away."""
    wanted = without_old_coordinates(apply_patch(to_written(offer), patch), offer, patch)
    desk.require_unchanged(view.body_of(offer))
    return desk.answer(view.body_of(replace_offer(desk, offer, wanted)))


@router.delete(
    "/offers/{offerId}",
    status_code=204,
    operation_id="withdrawOffer",
    summary="Withdraw one offer",
    dependencies=[WRITERS],
)
def withdraw(offer: OwnOfferDep, view: ViewDep, desk: WritingDeskDep) -> Response:
    """Take the offer away; its history stays, and an upsert under its own id brings it back."""
    desk.require_unchanged(view.body_of(offer))
    withdraw_offer(desk, offer)
    return Response(status_code=204)


@direct.put(
    "/organizations/{organizationId}/offers/{externalId}",
    response_model=OwnOfferRead | OfferRead,
    responses={201: {"model": OwnOfferRead | OfferRead, "description": "Created"}},
    operation_id="upsertOffer",
    summary="Add or replace an offer under the partner's own id",
    dependencies=[WRITERS],
)
async def upsert(request: Request, own: OwnIdDep, wanted: OfferWrite, view: ViewDep) -> Response:
    """Write the offer under your own id: new the first time, replaced after that, untouched when nothing changed."""
    if not own.caller.owns(own.organization_id):
        raise organization_not_found()
    if wanted.external_id not in {None, own.external_id}:
        raise ConflictError(
            Words("De externalId is een andere dan die in het adres.", "externalId is not the one in the address.")
        )
    return await node_of(request).part(Upserts).write(Upsert(request, own, wanted, view))


@router.get(
    "/reviews",
    response_model=OfferPage,
    operation_id="listReviews",
    summary="List offers that wait for a reviewer",
    tags=["reviews"],
)
def list_reviews(view: AdminViewDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List offers of which paid staff did the work in the last year, or for which a vacancy stands open."""
    rows = list_offers_in_review(desk.session, asked)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=view.show))


@router.post(
    "/offers/{offerId}/reviews",
    status_code=201,
    response_model=OfferRead,
    operation_id="reviewOffer",
    summary="Decide about an offer",
    tags=["reviews"],
    dependencies=[ADMINS],
)
def review(offer_id: OfferIdPath, wanted: ReviewCreate, view: AdminViewDep, desk: CreatingDeskDep) -> Response:
    """Publish or refuse an offer that is in review, with a reason."""
    offer = get_offer_to_review(desk.session, offer_id)
    review_offer(desk, offer, wanted.decision, wanted.reason)
    return desk.answer(view.body_of(offer), status=201, location=("offers", offer.id))
