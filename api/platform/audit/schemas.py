"""What was done, on the wire."""

from pydantic import Field

from api.platform.recording.vocabulary import AuditResult
from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp


class AuditEventRead(AnswerModel):
    """Somebody did something to something, or was refused; ids alone, and nothing of what was sent."""

    id: Id = Field(description="Sorts by moment.")
    happened_at: Timestamp = Field(description="When it was really done, whatever clock the service runs on.")
    trace_id: str = Field(
        max_length=32,
        description="The trace (W3C Trace Context) that joins this with the log of data processing and with other "
        "systems.",
    )
    actor_id: str = Field(
        max_length=300,
        description="The id of the key, `token:` and the subject of a token, or who acts without either: `vonk` (an "
        "operator), `clock`, `nobody` (who has a link).",
    )
    role: str | None = Field(max_length=20, description="The role of the key or token; null without one.")
    organization_id: str | None = Field(max_length=36, description="For which organization; null for none.")
    operation: str = Field(max_length=200, description="The `operationId`, or the command or page that did it.")
    objects: list[str] = Field(max_length=100, description="Kind and id of what it was about, such as `offers/…`.")
    result: AuditResult = Field(description="`refused`: this key may not do it.")
    origin: str | None = Field(
        max_length=45, description="The address that a program with a key asked from; never that of a person."
    )


class AuditEventPage(Page[AuditEventRead]):
    """What was done, oldest first."""
