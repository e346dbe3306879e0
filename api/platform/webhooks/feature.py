"""Webhooks: other systems hear what happened."""

from api.platform.feature import EventFamily, Feature, Figure
from api.platform.webhooks.holdings import ANNOUNCEMENTS
from api.platform.webhooks.jobs import RECURRING, WORKS
from api.platform.webhooks.queries import count_failing_endpoints
from api.platform.webhooks.routes import router
from api.platform.webhooks.settings import WebhookSettings
from api.platform.webhooks.tables import WebhookDelivery, WebhookEndpoint, WebhookEvent
from api.platform.webhooks.vocabulary import DISABLED

FEATURE = Feature(
    tags={"webhooks": "Other systems hear what happened."},
    routers=(router,),
    tables=(WebhookDelivery, WebhookEndpoint, WebhookEvent),
    works=WORKS,
    recurring=RECURRING,
    holdings=(ANNOUNCEMENTS,),
    events=(
        EventFamily("webhook", "Another endpoint of the same organization was disabled", (DISABLED,), ("endpointId",)),
    ),
    settings=(WebhookSettings,),
    figures=(
        Figure(
            "vonk_webhook_endpoints_failing", "Endpoints that fail or were disabled for it.", count_failing_endpoints
        ),
    ),
)
