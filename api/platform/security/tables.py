"""API keys as they are stored: only a hash, shown once and never again."""

from datetime import date, datetime
from typing import Final

from sqlmodel import Field, SQLModel

from api.platform.security.roles import Role
from api.platform.storage.database import word
from api.platform.storage.ids import new_id

KEYS: Final = "keys"  # Under this name changes of keys are numbered.


class ApiKey(SQLModel, table=True):
    """One key of one program; the key itself is nowhere, and its first signs tell it from others."""

    __tablename__ = "api_keys"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    name: str = Field(max_length=200)
    role: Role = Field(sa_type=word(Role, name="role"))
    organization_id: str | None = Field(default=None, max_length=36, foreign_key="organizations.id", index=True)
    key_hash: str = Field(max_length=64, unique=True)
    prefix: str | None = Field(default=None, max_length=16)
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_on: date | None = None
    replaces_id: str | None = Field(default=None, max_length=36)

    def opens(self, now: datetime) -> bool:
        """Tell whether whoever holds it is let in now."""
        return self.revoked_at is None and self.expires_at > now
