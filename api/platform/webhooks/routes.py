"""/webhook-endpoints and /deliveries."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.platform.requests.dependencies import (
    ClockDep,
    IfMatchHeader,
    LanguageDep,
    PageDep,
    ReadingSessionDep,
    SecretsDep,
    SettingsDep,
    WritingSessionDep,
)
from api.platform.requests.once.dependencies import OnceDep
from api.platform.security.dependencies import SubscriberDep
from api.platform.web.answers import body_of, location_of, page, single
from api.platform.web.pagination import make_page
from api.platform.web.preconditions import etag_of, require_match
from api.platform.web.shapes import Id
from api.platform.webhooks.actions import create_endpoint, delete_endpoint
from api.platform.webhooks.deliveries import retry_delivery
from api.platform.webhooks.queries import (
    get_endpoint,
    get_event,
    get_own_delivery_to_change,
    get_own_endpoint,
    list_deliveries,
    list_own_endpoints,
)
from api.platform.webhooks.schemas import (
    DeliveryPage,
    DeliveryRead,
    EndpointCreate,
    EndpointPage,
    EndpointRead,
    NewEndpointRead,
)
from api.platform.webhooks.view import show_delivery, show_endpoint, show_new_endpoint

router = APIRouter(tags=["webhooks"])

EndpointIdPath = Annotated[Id, Path(alias="endpointId")]
DeliveryIdPath = Annotated[Id, Path(alias="deliveryId")]


@router.post(
    "/webhook-endpoints",
    status_code=201,
    response_model=NewEndpointRead,
    operation_id="createWebhookEndpoint",
    summary="Add a webhook endpoint",
)
def create(
    request: Request,
    wanted: EndpointCreate,
    caller: SubscriberDep,
    once: OnceDep,
    vault: SecretsDep,
    settings: SettingsDep,
    clock: ClockDep,
) -> Response:
    """An https address that hears what happens to your organization; its secret is in this answer only."""
    endpoint, secret = create_endpoint(once.session, wanted, caller, vault, settings=settings, now=clock.now())
    location = location_of(request, "webhook-endpoints", endpoint.id)
    return once.keep(single(request, body_of(show_new_endpoint(endpoint, secret)), status=201, location=location))


@router.get(
    "/webhook-endpoints",
    response_model=EndpointPage,
    operation_id="listWebhookEndpoints",
    summary="List your webhook endpoints",
)
def list_all(
    request: Request,
    caller: SubscriberDep,
    session: ReadingSessionDep,
    language: LanguageDep,
    asked: PageDep,
) -> Response:
    """The endpoints of your own organization, oldest first."""
    rows = list_own_endpoints(session, caller, asked)
    return page(request, make_page(rows, asked, key=lambda row: row.id, show=lambda row: show_endpoint(row, language)))


@router.get(
    "/webhook-endpoints/{endpointId}",
    response_model=EndpointRead,
    operation_id="readWebhookEndpoint",
    summary="Read one webhook endpoint",
)
def read(
    request: Request,
    endpoint_id: EndpointIdPath,
    caller: SubscriberDep,
    session: ReadingSessionDep,
    language: LanguageDep,
) -> Response:
    """One endpoint, and how it is doing."""
    return single(request, body_of(show_endpoint(get_own_endpoint(session, endpoint_id, caller), language)))


@router.delete(
    "/webhook-endpoints/{endpointId}",
    status_code=204,
    operation_id="deleteWebhookEndpoint",
    summary="Delete one webhook endpoint",
)
def delete(
    endpoint_id: EndpointIdPath,
    caller: SubscriberDep,
    session: WritingSessionDep,
    language: LanguageDep,
    if_match: IfMatchHeader = None,
) -> Response:
    """Take an endpoint away, with everything that was or would be sent to it."""
    endpoint = get_own_endpoint(session, endpoint_id, caller, for_update=True)
    require_match(if_match, etag_of(body_of(show_endpoint(endpoint, language))))
    delete_endpoint(session, endpoint)
    return Response(status_code=204)


@router.get(
    "/webhook-endpoints/{endpointId}/deliveries",
    response_model=DeliveryPage,
    operation_id="listWebhookDeliveries",
    summary="List what was sent to an endpoint",
)
def list_sent(
    request: Request,
    endpoint_id: EndpointIdPath,
    caller: SubscriberDep,
    session: ReadingSessionDep,
    asked: PageDep,
) -> Response:
    """Every delivery of the last weeks, newest first: what it tells, and how the last attempt went."""
    rows = list_deliveries(session, get_own_endpoint(session, endpoint_id, caller).id, asked)
    return page(request, make_page(rows, asked, key=lambda row: row[0].id, show=lambda row: show_delivery(*row)))


@router.post(
    "/deliveries/{deliveryId}/retries",
    status_code=202,
    response_model=DeliveryRead,
    operation_id="retryWebhookDelivery",
    summary="Attempt a delivery again",
)
def retry(
    request: Request, delivery_id: DeliveryIdPath, caller: SubscriberDep, once: OnceDep, clock: ClockDep
) -> Response:
    """Attempt a delivery now. An endpoint that was disabled is enabled again when it answers well."""
    delivery = get_own_delivery_to_change(once.session, delivery_id, caller)
    endpoint = get_endpoint(once.session, delivery.endpoint_id)
    retry_delivery(once.session, delivery, endpoint, now=clock.now())
    answer = show_delivery(delivery, get_event(once.session, delivery.event_id))
    return once.keep(single(request, body_of(answer), status=202))
