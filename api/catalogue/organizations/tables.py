"""Organizations as they are stored."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from api.platform.storage.database import word
from api.platform.storage.ids import new_id
from matching.vocabulary import Language


class Organization(SQLModel, table=True):
    """A welfare partner, or the organization of coaches and hosts."""

    __tablename__ = "organizations"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    name: str = Field(max_length=200, index=True)
    description: str | None = Field(default=None, max_length=5000)
    website: str | None = Field(default=None, max_length=500)
    contact_email: str | None = Field(default=None, max_length=254)
    contact_email_consent_on: date | None = None
    contact_language: Language = Field(default=Language.DUTCH, sa_type=word(Language, name="contact_language"))
    created_at: datetime
    updated_at: datetime

    @property
    def may_be_mailed(self) -> bool:
        """Tell whether there is an address of it, and it said that it may be written to there."""
        return self.contact_email is not None and self.contact_email_consent_on is not None
