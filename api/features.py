"""Every feature of the service, once: what each brings to a node."""

from sqlalchemy import MetaData

from api.catalogue.offers.tables import Offer, OfferChange
from api.catalogue.organizations.tables import Organization
from api.catalogue.places.tables import Place
from api.handovers.tables import (
    Handover,
    HandoverCustody,
    HandoverDeadline,
    HandoverEvent,
    HandoverPolicy,
    ReplyLink,
)
from api.matching_tables.tables import MatchingTable, TableDecision, TableEvent, TableOffer, TableSeat
from api.platform.requests.once.tables import KeptAnswer
from api.platform.security.tables import ApiKey
from api.platform.storage.database import metadata
from api.platform.storage.freshness import Sequence
from api.platform.webhooks.tables import WebhookDelivery, WebhookEndpoint, WebhookEvent

TABLES = (
    ApiKey,
    Handover,
    HandoverCustody,
    HandoverDeadline,
    HandoverEvent,
    HandoverPolicy,
    KeptAnswer,
    MatchingTable,
    Offer,
    OfferChange,
    Organization,
    Place,
    ReplyLink,
    Sequence,
    TableDecision,
    TableEvent,
    TableOffer,
    TableSeat,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)


def all_tables() -> MetaData:
    """What the tables of all features look like together."""
    return metadata()
