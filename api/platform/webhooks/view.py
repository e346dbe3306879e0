"""How endpoints and deliveries are shown to their owner."""

from api.platform.web.problems import Words
from api.platform.webhooks.schemas import DeliveryRead, EndpointRead, NewEndpointRead, Notice
from api.platform.webhooks.tables import WebhookDelivery, WebhookEndpoint, WebhookEvent
from api.platform.webhooks.vocabulary import DISABLED, EndpointState
from matching.vocabulary import Language


def show_endpoint(endpoint: WebhookEndpoint, language: Language) -> EndpointRead:
    """Show an endpoint, with a notice when it was disabled."""
    shown = EndpointRead.model_validate(endpoint)
    if endpoint.state is not EndpointState.DISABLED:
        return shown
    return shown.model_copy(update={"notice": Notice(type=DISABLED, text=_DISABLED.in_language(language))})


def show_new_endpoint(endpoint: WebhookEndpoint, secret: str) -> NewEndpointRead:
    """Show a new endpoint, with its secret."""
    return NewEndpointRead(**EndpointRead.model_validate(endpoint).model_dump(), secret=secret)


def show_delivery(delivery: WebhookDelivery, event: WebhookEvent) -> DeliveryRead:
    """Show a delivery, and what it tells."""
    return DeliveryRead(**delivery.model_dump(exclude={"turn"}), type=event.type, data=event.data)


_DISABLED = Words(
    "Dit adres antwoordde te lang niet goed. Wij sturen er niets meer naartoe. Werkt het weer? Probeer dan een van de "
    "bezorgingen opnieuw; komt die aan, dan gaat alles weer door.",
    "This address did not answer well for too long, and nothing is sent to it any more. Does it work again? Retry one "
    "of its deliveries; when that arrives, everything goes on.",
)
