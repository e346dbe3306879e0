"""Endpoints, what happened (the outbox), and every delivery of it."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from api.platform.storage.database import json_column, word
from api.platform.storage.ids import new_id
from api.platform.webhooks.vocabulary import DeliveryState, EndpointState, Failure


class WebhookEndpoint(SQLModel, table=True):
    """An address of another system; without an organization it belongs to the admins."""

    __tablename__ = "webhook_endpoints"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    organization_id: str | None = Field(default=None, max_length=36, foreign_key="organizations.id", index=True)
    url: str = Field(max_length=500)
    types: list[str] = Field(sa_type=json_column())
    encrypted_secret: str = Field(max_length=500)
    created_at: datetime
    failing_since: datetime | None = None
    disabled_at: datetime | None = None

    @property
    def state(self) -> EndpointState:
        """How the endpoint is doing."""
        if self.disabled_at is not None:
            return EndpointState.DISABLED
        return EndpointState.ACTIVE if self.failing_since is None else EndpointState.FAILING


class WebhookEvent(SQLModel, table=True):
    """Something that happened: its type, and ids and states only."""

    __tablename__ = "webhook_events"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    type: str = Field(max_length=100)
    data: dict[str, str] = Field(sa_type=json_column())
    happened_at: datetime = Field(index=True)
    trace_id: str | None = Field(default=None, max_length=32)


class WebhookDelivery(SQLModel, table=True):
    """One event for one endpoint; the turn tells which promise of an attempt is the one that counts."""

    __tablename__ = "webhook_deliveries"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    event_id: str = Field(max_length=36, foreign_key="webhook_events.id", index=True)
    endpoint_id: str = Field(max_length=36, foreign_key="webhook_endpoints.id", index=True)
    state: DeliveryState = Field(default=DeliveryState.PENDING, sa_type=word(DeliveryState, name="delivery_state"))
    turn: int = 0
    attempts: int = 0
    created_at: datetime
    next_attempt_at: datetime | None = None
    last_attempt_at: datetime | None = None
    last_status: int | None = None
    last_failure: Failure | None = Field(default=None, sa_type=word(Failure, name="failure"))
