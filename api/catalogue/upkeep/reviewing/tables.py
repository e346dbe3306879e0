"""What an organization was told about an offer of which nobody said for long that it holds."""

from datetime import date

from sqlmodel import Field, SQLModel


class OfferReminder(SQLModel, table=True):
    """What was told in one silence of an offer; it counts for nothing once the offer is assured anew."""

    __tablename__ = "offer_reminders"

    offer_id: str = Field(max_length=36, foreign_key="offers.id", primary_key=True)
    silent_since: date
    reminded_on: date
    notice_on: date | None = None
