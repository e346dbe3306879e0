"""Addresses of partners' pages, and the files that wait there for a yes."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from api.platform.storage.ids import new_id


class PageLink(SQLModel, table=True):
    """An address that opens the page of one organization; what opens it is told once and kept as a hash."""

    __tablename__ = "page_links"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    organization_id: str = Field(max_length=36, foreign_key="organizations.id", index=True)
    name: str | None = Field(default=None, max_length=200)
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime
    expires_at: datetime


class WaitingFile(SQLModel, table=True):
    """A file of which was told what it would do, sealed until its partner says yes; one at each address."""

    __tablename__ = "waiting_files"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    link_id: str = Field(max_length=36, foreign_key="page_links.id", unique=True)
    sealed_content: bytes
    created_at: datetime = Field(index=True)
