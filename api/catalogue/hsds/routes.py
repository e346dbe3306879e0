"""/hsds: what the catalogue holds, as Open Referral UK and HSDS 3 ask for it; nothing is written here."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.catalogue.hsds.dependencies import (
    FacadeDeskDep,
    FullQuery,
    LocatedFilterDep,
    NumberedPageDep,
    SearchQuery,
    ServiceFilterDep,
    TaxonomyQuery,
    no_taxonomy,
)
from api.catalogue.hsds.mapping import ServiceView, provider_columns
from api.catalogue.hsds.queries import get_provider, get_service, list_providers, list_services, list_services_of
from api.catalogue.hsds.schemas import (
    LocatedService,
    LocatedServicePage,
    Metadata,
    ProviderPage,
    ProviderWithServices,
    Service,
    ServicePage,
    Taxonomy,
    TaxonomyPage,
    TaxonomyTerm,
    TaxonomyTermPage,
)
from api.catalogue.hsds.terms import taxonomies_in, terms_in
from api.catalogue.hsds.vocabulary import PATH, PROFILE, VERSION
from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.queries import get_organization, get_organizations
from api.catalogue.organizations.tables import Organization
from api.platform.web.shapes import Id
from matching import fold

router = APIRouter()
IdPath = Annotated[Id, Path(alias="id")]


@router.get(
    "/", response_model=Metadata, operation_id="getAPIMetaInformation", tags=["about"], summary="About this API"
)
def read_metadata(desk: FacadeDeskDep) -> Response:
    """Tell which version and profile of the specification this is, and where its document is."""
    document = f"{desk.base_url}{PATH}/openapi.json"
    return desk.answer(Metadata(version=VERSION, profile=PROFILE, openapi_url=document))


@router.get(
    "/services",
    response_model=ServicePage,
    operation_id="getPaginatedListOfServices",
    responses={404: {}},
    tags=["services"],
    summary="List services",
)
def list_all_services(
    wanted: ServiceFilterDep, asked: NumberedPageDep, desk: FacadeDeskDep, full: FullQuery = None
) -> Response:
    """List services, oldest first; with `full`, each with all that belongs to it."""
    listed = list_services(desk.session, wanted, asked, today=desk.today)
    providers = get_organizations(desk.session, {offer.organization_id for offer in listed.rows})
    shown = [_show(desk.view, offer, providers, full=full) for offer in listed.rows]
    return desk.answer_page(ServicePage, shown, asked, listed.total)


@router.get(
    "/services/{id}",
    response_model=Service,
    operation_id="getFullyNestedServiceById",
    tags=["services"],
    summary="Read one service",
)
def read_service(offer_id: IdPath, desk: FacadeDeskDep) -> Response:
    """Read one service with all that belongs to it."""
    offer = get_service(desk.session, offer_id, today=desk.today)
    return desk.answer(desk.view.whole(offer, get_organization(desk.session, offer.organization_id)))


@router.get(
    "/service_at_locations",
    response_model=LocatedServicePage,
    operation_id="getPaginatedListOfServiceAtLocation",
    responses={404: {}},
    tags=["services"],
    summary="List services where they are given",
)
def list_located_services(
    wanted: LocatedFilterDep, asked: NumberedPageDep, desk: FacadeDeskDep, full: FullQuery = None
) -> Response:
    """List services with the place where each is given, oldest first."""
    listed = list_services(desk.session, wanted, asked, today=desk.today)
    providers = get_organizations(desk.session, {offer.organization_id for offer in listed.rows})
    shown = [desk.view.located(offer, _show(desk.view, offer, providers, full=full)) for offer in listed.rows]
    return desk.answer_page(LocatedServicePage, shown, asked, listed.total)


@router.get(
    "/service_at_locations/{id}",
    response_model=LocatedService,
    operation_id="getServiceAtLocationWithNestedDataById",
    tags=["services"],
    summary="Read one service where it is given",
)
def read_located_service(offer_id: IdPath, desk: FacadeDeskDep) -> Response:
    """Read one place of a service, with the service; both have one id."""
    offer = get_service(desk.session, offer_id, today=desk.today)
    whole = desk.view.whole(offer, get_organization(desk.session, offer.organization_id))
    return desk.answer(desk.view.located(offer, whole))


@router.get(
    "/organizations",
    response_model=ProviderPage,
    operation_id="getPaginatedListOfOrganizations",
    tags=["organizations"],
    summary="List organizations",
)
def list_organizations_with_services(
    asked: NumberedPageDep, desk: FacadeDeskDep, search: SearchQuery = None, full: FullQuery = None
) -> Response:
    """List the organizations that have a service, oldest first; with `full`, each with its services."""
    listed = list_providers(desk.session, search, asked, today=desk.today)
    organizations = {organization.id: organization for organization in listed.rows}
    offers = list_services_of(desk.session, organizations, today=desk.today) if full else None
    shown = [_with_services(desk.view, each, offers) for each in listed.rows]
    return desk.answer_page(ProviderPage, shown, asked, listed.total)


@router.get(
    "/organizations/{id}",
    response_model=ProviderWithServices,
    operation_id="getOrganizationById",
    tags=["organizations"],
    summary="Read one organization",
)
def read_organization(organization_id: IdPath, desk: FacadeDeskDep, full_service: FullQuery = None) -> Response:
    """Read one organization that has a service, with its services."""
    organization = get_provider(desk.session, organization_id, today=desk.today)
    offers = list_services_of(desk.session, [organization.id], today=desk.today)
    return desk.answer(_with_services(desk.view, organization, offers, full=full_service))


@router.get(
    "/taxonomies",
    response_model=TaxonomyPage,
    operation_id="getPaginatedListOfTaxonomies",
    tags=["taxonomies"],
    summary="List taxonomies",
)
def list_taxonomies(asked: NumberedPageDep, desk: FacadeDeskDep, search: SearchQuery = None) -> Response:
    """List the closed lists of offers, and the words for what people like to do."""
    found = [each for each in taxonomies_in(desk.view.language).values() if _says(search, each)]
    return desk.answer_page(TaxonomyPage, found[asked.offset :][: asked.per_page], asked, len(found))


@router.get(
    "/taxonomies/{id}",
    response_model=Taxonomy,
    operation_id="getTaxonomyById",
    tags=["taxonomies"],
    summary="Read one taxonomy",
)
def read_taxonomy(taxonomy_id: IdPath, desk: FacadeDeskDep) -> Response:
    """Read one taxonomy."""
    found = taxonomies_in(desk.view.language).get(taxonomy_id)
    if found is None:
        raise no_taxonomy()
    return desk.answer(found)


@router.get(
    "/taxonomy_terms",
    response_model=TaxonomyTermPage,
    operation_id="getPaginatedListOfTaxonomyTerms",
    tags=["taxonomies"],
    summary="List terms",
)
def list_terms(
    asked: NumberedPageDep, desk: FacadeDeskDep, search: SearchQuery = None, taxonomy_id: TaxonomyQuery = None
) -> Response:
    """List the terms of all taxonomies, or of one."""
    found = [
        term
        for term in terms_in(desk.view.language).values()
        if taxonomy_id in {None, term.taxonomy_id} and _says(search, term)
    ]
    return desk.answer_page(TaxonomyTermPage, found[asked.offset :][: asked.per_page], asked, len(found))


@router.get(
    "/taxonomy_terms/{id}",
    response_model=TaxonomyTerm,
    operation_id="getTaxonomyTermById",
    tags=["taxonomies"],
    summary="Read one term",
)
def read_term(term_id: IdPath, desk: FacadeDeskDep) -> Response:
    """Read one term, with its taxonomy."""
    found = terms_in(desk.view.language).get(term_id)
    if found is None:
        raise no_taxonomy()
    taxonomy = taxonomies_in(desk.view.language)[found.taxonomy_id]
    return desk.answer(found.model_copy(update={"taxonomy_detail": taxonomy}))


def _show(view: ServiceView, offer: Offer, providers: Mapping[str, Organization], *, full: bool | None) -> Service:
    show = view.whole if full else view.summary
    return show(offer, providers[offer.organization_id])


def _with_services(
    view: ServiceView, organization: Organization, offers: Sequence[Offer] | None, *, full: bool | None = None
) -> ProviderWithServices:
    own = [offer for offer in offers or () if offer.organization_id == organization.id]
    services = [_show(view, offer, {organization.id: organization}, full=full) for offer in own]
    return ProviderWithServices(
        **provider_columns(organization),
        # Whose they are stands around them.
        services=None if offers is None else [each.model_copy(update={"organization": None}) for each in services],
    )


def _says(words: str | None, told: Taxonomy | TaxonomyTerm) -> bool:
    text = fold(f"{told.name} {told.description}")
    return all(word in text for word in fold(words or "").split())
