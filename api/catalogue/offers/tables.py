"""Offers as they are stored, and everything that ever happened to them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import column_property
from sqlmodel import Field, SQLModel, select

from api.catalogue.offers.vocabulary import OfferEvent, OfferState, ReviewDecision
from api.platform.storage.database import json_column, word
from api.platform.storage.ids import new_id
from matching.vocabulary import Attendance, DutchLevel, Guidance, Indication, OfferKind, OfferStatus, Precision


class Offer(SQLModel, table=True):
    """One offer at one location; an empty column means that the partner did not say."""

    __tablename__ = "offers"
    __table_args__ = (
        UniqueConstraint("organization_id", "external_id"),
        CheckConstraint(
            "available_places >= 0 AND (total_places IS NULL OR available_places <= total_places)", "places"
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    organization_id: str = Field(max_length=36, foreign_key="organizations.id", index=True)
    external_id: str | None = Field(default=None, max_length=100)
    kind: OfferKind = Field(sa_type=word(OfferKind, name="kind"))
    title: str = Field(max_length=200)
    description: str | None = Field(default=None, max_length=5000)
    interests: list[str] = Field(default_factory=list, sa_type=json_column())
    goals: int = 0
    search_text: str = ""

    location_name: str | None = Field(default=None, max_length=200)
    location_address: str | None = Field(default=None, max_length=200)
    postcode: str | None = Field(default=None, max_length=6, index=True)
    given_latitude: float | None = None
    given_longitude: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = Field(default=Precision.UNKNOWN, sa_type=word(Precision, name="precision"))

    attendance: Attendance = Field(default=Attendance.ON_SITE, sa_type=word(Attendance, name="attendance"))
    audience: list[str] = Field(default_factory=list, sa_type=json_column())
    communities: list[str] = Field(default_factory=list, sa_type=json_column())

    day_parts: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    minimum_hours_per_week: float | None = None
    maximum_hours_per_week: float | None = None

    load_physical: int | None = None
    load_posture: int | None = None
    load_mental: int | None = None
    load_social: int | None = None
    load_stimuli: int | None = None

    dutch_level: DutchLevel | None = Field(default=None, sa_type=word(DutchLevel, name="dutch_level"))
    indication: Indication | None = Field(default=None, sa_type=word(Indication, name="indication"))
    conduct_certificate: bool | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    women_only: bool | None = None

    wheelchair: bool | None = None
    seated: bool | None = None
    quiet: bool | None = None
    guidance: Guidance | None = Field(default=None, sa_type=word(Guidance, name="guidance"))
    languages: list[str] = Field(default_factory=list, sa_type=json_column())

    cost_euros: float | None = None
    allowance_euros_per_day: float | None = None
    total_places: int | None = None
    available_places: int | None = None
    said_available_places: int | None = None
    held_places: int = 0
    group_size: int | None = None
    ladder_step: int | None = None

    paid_before: bool | None = None
    vacancy_open: bool | None = None
    review_decision: ReviewDecision | None = Field(default=None, sa_type=word(ReviewDecision, name="review_decision"))
    review_reason: str | None = Field(default=None, max_length=5000)
    reviewed_at: datetime | None = None
    review_again: bool = False

    contact_name: str | None = Field(default=None, max_length=200)
    contact_role: str | None = Field(default=None, max_length=200)
    contact_email: str | None = Field(default=None, max_length=254)
    contact_phone: str | None = Field(default=None, max_length=30)

    status: OfferStatus = Field(sa_type=word(OfferStatus, name="status"))
    assured_on: date
    created_at: datetime
    updated_at: datetime = Field(index=True)

    if TYPE_CHECKING:
        review_every_days: int | None = None
        """Read with each offer, from what its organization chose; see below."""


class OfferChange(SQLModel, table=True):
    """One change of one offer, numbered in the order of commits; the snapshot holds no contact."""

    __tablename__ = "offer_changes"

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    offer_id: str = Field(max_length=36, foreign_key="offers.id", index=True)
    event: OfferEvent = Field(sa_type=word(OfferEvent, name="event"))
    changed_at: datetime
    changed_by: str | None = Field(default=None, max_length=300)
    # The states that only a write changes: who may read about this change follows from them, whatever came after.
    state_before: OfferState = Field(sa_type=word(OfferState, name="state_before"))
    state: OfferState = Field(sa_type=word(OfferState, name="state"))
    snapshot: dict[str, Any] = Field(sa_type=json_column())


class ReviewRhythm(SQLModel, table=True):
    """How often an organization looks at its offers, when it chose that itself; empty: as the service does."""

    __tablename__ = "review_rhythms"

    organization_id: str = Field(max_length=36, foreign_key="organizations.id", primary_key=True)
    every_days: int | None = None
    # Numbered like a change: whoever remembers offers reads those of this organization again.
    sequence: int


_CHOSEN = select(ReviewRhythm.every_days).where(ReviewRhythm.organization_id == Offer.organization_id)
Offer.__mapper__.add_property(  # type: ignore[attr-defined]
    "review_every_days",
    column_property(_CHOSEN.correlate_except(ReviewRhythm).scalar_subquery(), expire_on_flush=False),
)
