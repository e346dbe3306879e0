"""What happens with endpoints: adding one, to an address that a webhook may go to, and taking one away."""

import base64
import secrets
from collections.abc import Sequence

from rapidfuzz import process
from sqlmodel import Session

from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller
from api.platform.web.problems import SEE_ERRORS, ConflictError, FieldError, InvalidInputError, Words, invalid
from api.platform.webhooks.addresses import AddressRefusedError, look_up, read_target
from api.platform.webhooks.queries import count_own_endpoints, delete_deliveries_to
from api.platform.webhooks.schemas import EndpointCreate
from api.platform.webhooks.settings import WebhookSettings
from api.platform.webhooks.tables import WebhookEndpoint
from api.platform.webhooks.vocabulary import Failure

# Each event costs a delivery per endpoint: a bound on what one organization can make a node send.
MOST_ENDPOINTS = 20
SECRET_BYTES = 32
_PREFIX = "whsec_"


def require_known_types(types: Sequence[str], known: Sequence[str]) -> None:
    """Raise InvalidInputError for a type that nothing is told under, with the nearest that is."""
    errors = []
    for number, asked in enumerate(types):
        if asked not in known:
            nearest, *_ = process.extractOne(asked.lower().replace("_", "-"), known)
            words = Words(f"Dit bestaat niet. Bedoel je {nearest}?", f"There is no such type. Did you mean {nearest}?")
            errors.append(FieldError(f"/types/{number}", words))
    if errors:
        raise InvalidInputError(SEE_ERRORS, tuple(errors))


def create_endpoint(desk: Desk, wanted: EndpointCreate, caller: Caller) -> tuple[WebhookEndpoint, str]:
    """Make an endpoint and its secret; raises InvalidInputError for an address that no webhook goes to."""
    _require_public(wanted.url, allow_private=desk.settings[WebhookSettings].webhooks_allow_private)
    if count_own_endpoints(desk.session, caller) >= MOST_ENDPOINTS:
        raise ConflictError(
            Words(
                f"Hoogstens {MOST_ENDPOINTS} adressen; haal er eerst een weg.", f"At most {MOST_ENDPOINTS} endpoints."
            )
        )
    # As Standard Webhooks writes a secret, so that a receiver's library takes it as it is.
    secret = _PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    endpoint = WebhookEndpoint(
        organization_id=caller.organization_id,
        url=wanted.url,
        types=wanted.types,
        encrypted_secret=desk.secrets.encrypt(secret),
        created_at=desk.now,
    )
    desk.session.add(endpoint)
    desk.session.flush()
    return endpoint, secret


def delete_endpoint(session: Session, endpoint: WebhookEndpoint) -> None:
    """Take an endpoint away, and everything that was sent to it."""
    # Nothing is kept of what an address heard once the address is gone.
    delete_deliveries_to(session, endpoint.id)
    session.delete(endpoint)


def _require_public(url: str, *, allow_private: bool) -> None:
    try:
        look_up(read_target(url, allow_private=allow_private), allow_private=allow_private)
    except AddressRefusedError as error:
        # A name that nobody knows yet may come to lead somewhere; it is looked up again before each attempt.
        if error.failure is Failure.ADDRESS_REFUSED:
            raise invalid("/url", error.words.nl, error.words.en) from None
