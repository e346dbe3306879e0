"""What a route of the facade asks: the view of its reader, and what narrows a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Response
from sqlmodel import Session

from api.catalogue.hsds.mapping import ServiceView
from api.catalogue.hsds.queries import ServiceFilter
from api.catalogue.hsds.shapes import (
    NumberedPage,
    OpenReferralModel,
    SomeMoment,
    SomePage,
    number_page,
    open_referral_body_of,
)
from api.catalogue.hsds.terms import named_terms, taxonomy_paths
from api.catalogue.offers.dependencies import get_view
from api.catalogue.offers.queries import OfferFilter
from api.catalogue.offers.routes import DEFAULT_RADIUS_KM, LARGEST_RADIUS_KM
from api.catalogue.offers.view import OfferView
from api.catalogue.places.queries import locate
from api.catalogue.places.schemas import Postcode
from api.platform.requests.dependencies import OlderDeskDep, OlderSessionDep
from api.platform.requests.desk import RouteDesk
from api.platform.settings import NodeSettings
from api.platform.web.pagination import DEFAULT_LIMIT, LARGEST_LIMIT
from api.platform.web.problems import NotFoundError, Words, invalid
from api.platform.web.shapes import Id
from api.platform.web.texts import Line
from api.vocabulary import Age

METRES_PER_KM = 1000
LAST_PAGE = 1_000_000  # Beyond any catalogue, and times the largest page still a number that a database takes.
KnownAs = TypeVar("KnownAs")
SearchQuery = Annotated[Line | None, Query(description="Words that all stand there.")]
ModifiedQuery = Annotated[SomeMoment | None, Query(description="Changed at this moment or later; UTC if not said.")]
FullQuery = Annotated[bool | None, Query(description="With all that belongs to it.")]
DayQuery = Annotated[
    Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"] | None, Query(description="A day on which it is given.")
]
TaxonomyQuery = Annotated[Id | None, Query(description="With any term of this taxonomy.")]
TermQuery = Annotated[Id | None, Query(description="With this term.")]


@dataclass(frozen=True, slots=True)
class FacadeDesk:
    """One request to the facade: its desk, and how its reader sees services."""

    route: RouteDesk
    view: ServiceView

    @property
    def base_url(self) -> str:
        """Where a browser finds this service."""
        return self.route.base_url

    @property
    def session(self) -> Session:
        """The snapshot that is read."""
        return self.route.session

    @property
    def today(self) -> date:
        """The day on which it is read."""
        return self.route.today

    def answer(self, answer: OpenReferralModel) -> Response:
        """Answer with this."""
        return self.route.answer(open_referral_body_of(answer))

    def answer_page(
        self, kind: type[SomePage], contents: Sequence[object], asked: NumberedPage, total: int
    ) -> Response:
        """Answer with one page of so many, and a link to the next."""
        page = number_page(kind, contents, asked, total)
        response = self.answer(page)
        if not page.last_page:
            request = self.route.request
            response.headers["Link"] = f'<{request.url.path}?{next_query(request.query_params, asked)}>; rel="next"'
        return response


def next_query(query: Mapping[str, str], asked: NumberedPage) -> str:
    """Return the query that asks the same of the page after this one."""
    return urlencode({**query, "page": asked.page + 1})


def get_facade_desk(desk: OlderDeskDep, view: Annotated[OfferView, Depends(get_view)]) -> FacadeDesk:
    """Return what a route of the facade reads with; raises UnauthenticatedError as /v1/offers does."""
    is_public = desk.settings[NodeSettings].public_catalogue
    pages_at = desk.base_url if is_public else None
    return FacadeDesk(desk, ServiceView(desk.language, view.today, view.stale_after_days, pages_at))


FacadeDeskDep = Annotated[FacadeDesk, Depends(get_facade_desk)]


async def get_numbered_page(
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
    per_page: Annotated[int, Query(ge=1, le=LARGEST_LIMIT)] = DEFAULT_LIMIT,
) -> NumberedPage:
    """Return which page is asked."""
    return NumberedPage(page, per_page)


NumberedPageDep = Annotated[NumberedPage, Depends(get_numbered_page)]


def get_service_filter(
    _desk: FacadeDeskDep,
    search: SearchQuery = None,
    taxonomy_id: TaxonomyQuery = None,
    taxonomy_term_id: TermQuery = None,
    organization_id: Id | None = None,
    modified_after: ModifiedQuery = None,
    minimum_age: Age | None = None,
    maximum_age: Age | None = None,
    day: DayQuery = None,
) -> ServiceFilter:
    """Read what narrows a list of services; raises NotFoundError for a taxonomy or term that is not there."""
    return ServiceFilter(
        OfferFilter(words=search, organization_id=organization_id, updated_since=modified_after),
        taxonomy=_known(taxonomy_paths(), taxonomy_id),
        term=_known(named_terms(), taxonomy_term_id),
        minimum_age=minimum_age,
        maximum_age=maximum_age,
        day=day,
    )


ServiceFilterDep = Annotated[ServiceFilter, Depends(get_service_filter)]


def get_located_filter(
    session: OlderSessionDep,
    wanted: ServiceFilterDep,
    postcode: Postcode | None = None,
    proximity: Annotated[
        float | None,
        Query(gt=0, le=LARGEST_RADIUS_KM * METRES_PER_KM, allow_inf_nan=False, description="Metres from `postcode`."),
    ] = None,
) -> ServiceFilter:
    """Read what narrows a list of places; raises NotFoundError for a postcode of which the place is not known."""
    if postcode is None:
        if proximity is not None:
            raise invalid("/proximity", "Geef er ook een postcode bij.", "Give a postcode as well.")
        return wanted
    located = locate(session, point=None, postcode=postcode)
    if located.point is None:
        raise NotFoundError(
            Words("Waar deze postcode ligt, weten wij niet.", "Where this postcode lies is not known here.")
        )
    radius_km = DEFAULT_RADIUS_KM if proximity is None else proximity / METRES_PER_KM
    return replace(wanted, offers=replace(wanted.offers, center=located.point, radius_km=radius_km))


LocatedFilterDep = Annotated[ServiceFilter, Depends(get_located_filter)]


def _known(named: Mapping[str, KnownAs], asked: str | None) -> KnownAs | None:
    if asked is not None and asked not in named:
        raise no_taxonomy()
    return None if asked is None else named[asked]


def no_taxonomy() -> NotFoundError:
    """Return the error for a taxonomy or a term that is not there."""
    return NotFoundError(Words("Deze lijst of term is er niet.", "There is no such taxonomy or term."))
