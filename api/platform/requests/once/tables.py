"""The answers that are kept for a repeated request."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from api.platform.storage.database import json_column


class KeptAnswer(SQLModel, table=True):
    """The answer to one key of one caller."""

    __tablename__ = "kept_answers"

    caller_id: str = Field(primary_key=True, max_length=300)
    key: str = Field(primary_key=True, max_length=255)
    request_hash: str = Field(max_length=64)
    created_at: datetime = Field(index=True)
    status: int
    headers: dict[str, str] = Field(sa_type=json_column())
    body: bytes
    about: str | None = Field(default=None, max_length=60, index=True)
