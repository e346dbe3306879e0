"""Addresses of the page with the report."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from api.platform.storage.ids import new_id


class ReportLink(SQLModel, table=True):
    """An address that opens the page with counts; what opens it is told once and kept as a hash."""

    __tablename__ = "report_links"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    name: str | None = Field(default=None, max_length=200)
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime
    expires_at: datetime
