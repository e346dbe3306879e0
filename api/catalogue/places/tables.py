"""Postcodes with their position."""

from typing import Final

from sqlmodel import Field, SQLModel

PLACES: Final = "places"  # Under this name changes of places are numbered.


class Place(SQLModel, table=True):
    """A postcode of four digits, or of four digits and two letters, and its position."""

    __tablename__ = "places"

    code: str = Field(primary_key=True, max_length=6)
    latitude: float
    longitude: float
