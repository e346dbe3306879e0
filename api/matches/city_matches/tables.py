"""Runs as they are stored: each client sealed, first the profile and then, in its place, what this client gets."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from api.matches.city_matches.vocabulary import CityMatchState
from api.platform.storage.database import json_column, word
from api.platform.storage.ids import new_id
from matching.vocabulary import Language


class CityMatch(SQLModel, table=True):
    """One run for everyone of an organization: how far it is, and its figures."""

    __tablename__ = "city_matches"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    organization_id: str = Field(max_length=36, foreign_key="organizations.id", index=True)
    state: CityMatchState = Field(sa_type=word(CityMatchState, name="state"))
    language: Language = Field(sa_type=word(Language, name="language"))
    clients: int
    ranked: int = 0
    figures: dict[str, Any] | None = Field(default=None, sa_type=json_column())
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    erase_at: datetime = Field(index=True)


class CityMatchClient(SQLModel, table=True):
    """Somebody in a run: the profile until the work is done, and from then on what this client gets."""

    __tablename__ = "city_match_clients"
    __table_args__ = (UniqueConstraint("city_match_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    city_match_id: str = Field(max_length=36, foreign_key="city_matches.id")
    number: int
    client_reference: str = Field(max_length=100, index=True)
    sealed_profile: str | None = None
    sealed_placement: str | None = None
