"""What is counted so that one address cannot ask without end."""

from datetime import date

from sqlmodel import Field, SQLModel


class AskedFromAddress(SQLModel, table=True):
    """How often was asked from one address on one day; of the address there is a hash, good for that day only."""

    __tablename__ = "asked_from_addresses"

    day: date = Field(primary_key=True)
    address_hash: str = Field(primary_key=True, max_length=64)
    times: int
