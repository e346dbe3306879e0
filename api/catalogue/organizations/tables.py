"""Organizations as they are stored."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from api.platform.storage.ids import new_id


class Organization(SQLModel, table=True):
    """A welfare partner, or the organization of coaches and hosts."""

    __tablename__ = "organizations"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    name: str = Field(max_length=200, index=True)
    description: str | None = Field(default=None, max_length=5000)
    website: str | None = Field(default=None, max_length=500)
    created_at: datetime
    updated_at: datetime
