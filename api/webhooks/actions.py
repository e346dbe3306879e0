"""What happens with webhooks: registering endpoints, announcing events, and keeping the book of deliveries."""

import base64
import re
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from api.encryption import Secrets
from api.jobs.actions import enqueue
from api.problems import ConflictError, Words, invalid
from api.security.roles import Caller
from api.settings import Settings
from api.webhooks.addresses import AddressRefusedError, look_up, read_target
from api.webhooks.queries import (
    count_own_endpoints,
    delete_deliveries_to,
    delete_events_with,
    hold_endpoints,
    list_enabled_endpoints,
)
from api.webhooks.schemas import EndpointCreate
from api.webhooks.sending import Outcome
from api.webhooks.tables import WebhookDelivery, WebhookEndpoint, WebhookEvent
from api.webhooks.vocabulary import DISABLED, DeliveryState, Failure, is_wanted

DELIVER = "webhooks.deliver"
MOST_ENDPOINTS = 20
SECRET_BYTES = 32
GONE = 410
_ENDPOINTS = "webhooks.endpoints"
_ID_OR_STATE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,99}")


def announce(
    session: Session,
    event_type: str,
    *,
    organization_ids: Collection[str | None] | None,
    data: dict[str, str],
    now: datetime,
) -> None:
    """Tell the endpoints of these organizations, or of all, in the transaction of what they are told.

    Raises ValueError for data that is not an id or a state: nothing about a person leaves through here.
    """
    if not all(_ID_OR_STATE.fullmatch(value) for value in data.values()):
        raise ValueError(f"{event_type} may hold ids and states only.")
    wanting = [
        endpoint.id
        for endpoint in _enabled_endpoints(session)
        if is_wanted(event_type, endpoint.types)
        and (organization_ids is None or endpoint.organization_id in organization_ids)
    ]
    if not wanting:
        return
    event = WebhookEvent(type=event_type, data=data, happened_at=now)
    session.add(event)
    session.flush()
    with session.no_autoflush:  # The deliveries go to the database together.
        for endpoint_id in hold_endpoints(session, wanting):
            delivery = WebhookDelivery(event_id=event.id, endpoint_id=endpoint_id, created_at=now)
            _promise_attempt(session, delivery, at=now)
            session.add(delivery)


def forget_announcements(session: Session, name: str, ids: Collection[str]) -> int:
    """Forget what was told about these ids, such as those of handovers, and what is still to be told of it."""
    return delete_events_with(session, name, ids)


def create_endpoint(
    session: Session, wanted: EndpointCreate, caller: Caller, vault: Secrets, *, settings: Settings, now: datetime
) -> tuple[WebhookEndpoint, str]:
    """A new endpoint and its secret; raises InvalidInputError for an address that no webhook goes to."""
    _require_public(wanted.url, allow_private=settings.webhooks_allow_private)
    if count_own_endpoints(session, caller) >= MOST_ENDPOINTS:
        raise ConflictError(
            Words(
                f"Hoogstens {MOST_ENDPOINTS} adressen; haal er eerst een weg.", f"At most {MOST_ENDPOINTS} endpoints."
            )
        )
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    endpoint = WebhookEndpoint(
        organization_id=caller.organization_id,
        url=wanted.url,
        types=wanted.types,
        encrypted_secret=vault.encrypt(secret),
        created_at=now,
    )
    session.add(endpoint)
    session.flush()
    return endpoint, secret


def delete_endpoint(session: Session, endpoint: WebhookEndpoint) -> None:
    """Take an endpoint away, and everything that was sent to it."""
    delete_deliveries_to(session, endpoint.id)
    session.delete(endpoint)


def retry_delivery(
    session: Session, delivery: WebhookDelivery, endpoint: WebhookEndpoint, *, now: datetime
) -> WebhookDelivery:
    """Attempt a delivery now, also one that arrived before; a disabled endpoint gets this one chance."""
    endpoint.disabled_at = None
    delivery.state = DeliveryState.PENDING
    _promise_attempt(session, delivery, at=now)
    session.add_all([endpoint, delivery])
    return delivery


def record_attempt(
    session: Session,
    delivery: WebhookDelivery,
    endpoint: WebhookEndpoint,
    outcome: Outcome,
    *,
    settings: Settings,
    now: datetime,
) -> None:
    """Write down how an attempt ended, and what comes next: nothing, a later attempt, or an endpoint disabled."""
    delivery.attempts += 1
    delivery.last_attempt_at = now
    delivery.last_status = outcome.status
    delivery.last_failure = outcome.failure
    delivery.next_attempt_at = None
    if outcome.failure is None:
        delivery.state = DeliveryState.DELIVERED
        endpoint.failing_since = None
    else:
        endpoint.failing_since = endpoint.failing_since or now
        _plan_after_failure(session, delivery, backoff_seconds=settings.webhooks_backoff_seconds, now=now)
        is_long_ago = now - endpoint.failing_since >= timedelta(days=settings.webhooks_disable_after_days)
        if (is_long_ago or outcome.status == GONE) and endpoint.disabled_at is None:
            _disable(session, endpoint, now=now)
    session.add_all([delivery, endpoint])


def promise_again(session: Session, delivery: WebhookDelivery, *, now: datetime) -> None:
    """Promise an attempt anew where the former promise came to nothing through a fault of our own."""
    _promise_attempt(session, delivery, at=now)
    session.add(delivery)


def give_up(session: Session, delivery: WebhookDelivery) -> None:
    """End a delivery to an endpoint that is disabled, without an attempt."""
    delivery.state = DeliveryState.FAILED
    delivery.last_failure = Failure.ENDPOINT_DISABLED
    delivery.next_attempt_at = None
    session.add(delivery)


def _plan_after_failure(
    session: Session, delivery: WebhookDelivery, *, backoff_seconds: Sequence[float], now: datetime
) -> None:
    if delivery.attempts > len(backoff_seconds):
        delivery.state = DeliveryState.FAILED
        return
    pause_seconds = backoff_seconds[delivery.attempts - 1]
    _promise_attempt(session, delivery, at=now + timedelta(seconds=pause_seconds), delay_seconds=pause_seconds)


def _promise_attempt(session: Session, delivery: WebhookDelivery, *, at: datetime, delay_seconds: float = 0) -> None:
    delivery.turn += 1
    delivery.next_attempt_at = at
    enqueue(
        session,
        DELIVER,
        delivery.id,
        str(delivery.turn),
        key=f"{delivery.id}:{delivery.turn}",
        delay_seconds=delay_seconds,
        lane=delivery.endpoint_id,
    )


def _disable(session: Session, endpoint: WebhookEndpoint, *, now: datetime) -> None:
    endpoint.disabled_at = now
    session.add(endpoint)
    session.flush()
    session.info.pop(_ENDPOINTS, None)
    announce(session, DISABLED, organization_ids=[endpoint.organization_id], data={"endpointId": endpoint.id}, now=now)


def _enabled_endpoints(session: Session) -> Sequence[WebhookEndpoint]:
    # Read once for each transaction: an import announces thousands of offers in one.
    if _ENDPOINTS not in session.info:
        session.info[_ENDPOINTS] = list_enabled_endpoints(session)
    found: Sequence[WebhookEndpoint] = session.info[_ENDPOINTS]
    return found


def _require_public(url: str, *, allow_private: bool) -> None:
    try:
        look_up(read_target(url, allow_private=allow_private), allow_private=allow_private)
    except AddressRefusedError as error:
        # A name that nobody knows yet may come to lead somewhere; it is looked up again before each attempt.
        if error.failure is Failure.ADDRESS_REFUSED:
            raise invalid("/url", error.words.nl, error.words.en) from None
