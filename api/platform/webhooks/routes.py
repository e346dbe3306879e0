"""/webhook-endpoints and /deliveries."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.platform.requests.dependencies import (
    PageDep,
    ReadingDeskDep,
    WritingDeskDep,
)
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import MEMBERS, AnyCallerDep, MemberDep
from api.platform.web.answers import body_of
from api.platform.web.pagination import make_page
from api.platform.web.shapes import Id
from api.platform.webhooks.actions import create_endpoint, delete_endpoint, require_known_types
from api.platform.webhooks.deliveries import retry_delivery
from api.platform.webhooks.document import list_event_types
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

EndpointIdPath = Annotated[Id, Path(alias="endpointId", description="Which endpoint.")]
DeliveryIdPath = Annotated[Id, Path(alias="deliveryId", description="Which delivery.")]


@router.post(
    "/webhook-endpoints",
    status_code=201,
    response_model=NewEndpointRead,
    operation_id="createWebhookEndpoint",
    summary="Add a webhook endpoint",
    dependencies=[MEMBERS],
)
def create(request: Request, wanted: EndpointCreate, caller: AnyCallerDep, desk: CreatingDeskDep) -> Response:
    """Add an https address that hears what happens to your organization; its secret is in this answer only."""
    require_known_types(wanted.types, list_event_types(request.app.state.features.events))
    endpoint, secret = create_endpoint(desk, wanted, caller)
    body = body_of(show_new_endpoint(endpoint, secret))
    return desk.answer(body, status=201, location=("webhook-endpoints", endpoint.id))


@router.get(
    "/webhook-endpoints",
    response_model=EndpointPage,
    operation_id="listWebhookEndpoints",
    summary="List your webhook endpoints",
)
def list_all(caller: MemberDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List the endpoints of your own organization, oldest first."""
    rows = list_own_endpoints(desk.session, caller, asked)
    shown = make_page(rows, asked, key=lambda row: row.id, show=lambda row: show_endpoint(row, desk.language))
    return desk.answer_page(shown)


@router.get(
    "/webhook-endpoints/{endpointId}",
    response_model=EndpointRead,
    operation_id="readWebhookEndpoint",
    summary="Read one webhook endpoint",
)
def read(endpoint_id: EndpointIdPath, caller: MemberDep, desk: ReadingDeskDep) -> Response:
    """Read one endpoint, and how it is doing."""
    return desk.answer(body_of(show_endpoint(get_own_endpoint(desk.session, endpoint_id, caller), desk.language)))


@router.delete(
    "/webhook-endpoints/{endpointId}",
    status_code=204,
    operation_id="deleteWebhookEndpoint",
    summary="Delete one webhook endpoint",
    dependencies=[MEMBERS],
)
def delete(endpoint_id: EndpointIdPath, caller: AnyCallerDep, desk: WritingDeskDep) -> Response:
    """Take an endpoint away, with everything that was or would be sent to it."""
    endpoint = get_own_endpoint(desk.session, endpoint_id, caller, for_update=True)
    desk.require_unchanged(body_of(show_endpoint(endpoint, desk.language)))
    delete_endpoint(desk.session, endpoint)
    return Response(status_code=204)


@router.get(
    "/webhook-endpoints/{endpointId}/deliveries",
    response_model=DeliveryPage,
    operation_id="listWebhookDeliveries",
    summary="List what was sent to an endpoint",
)
def list_sent(endpoint_id: EndpointIdPath, caller: MemberDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List every delivery of the last weeks, newest first: what it tells, and how the last attempt went."""
    rows = list_deliveries(desk.session, get_own_endpoint(desk.session, endpoint_id, caller).id, asked)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row[0].id, show=lambda row: show_delivery(*row)))


@router.post(
    "/deliveries/{deliveryId}/retries",
    status_code=202,
    response_model=DeliveryRead,
    operation_id="retryWebhookDelivery",
    summary="Attempt a delivery again",
    dependencies=[MEMBERS],
)
def retry(delivery_id: DeliveryIdPath, caller: AnyCallerDep, desk: CreatingDeskDep) -> Response:
    """Attempt a delivery now. An endpoint that was disabled is enabled again when it answers well."""
    delivery = get_own_delivery_to_change(desk.session, delivery_id, caller)
    endpoint = get_endpoint(desk.session, delivery.endpoint_id)
    retry_delivery(desk.session, delivery, endpoint, now=desk.now)
    answer = show_delivery(delivery, get_event(desk.session, delivery.event_id))
    return desk.answer(body_of(answer), status=202, about=delivery.event_id)
