"""What the log of data processing holds about a client: a pseudonym, and what was done under it."""

from collections.abc import Collection, Mapping

from pydantic import Field
from sqlalchemy import delete
from sqlmodel import col

from api.platform.audit.queries import list_processing_of
from api.platform.recording.actions import find_subjects
from api.platform.recording.tables import DataSubject
from api.platform.requests.desk import Desk
from api.platform.storage.holdings import Client, Holding
from api.platform.web.shapes import AnswerModel, Timestamp


class HeldProcessing(AnswerModel):
    """One act of processing data of the client; who did it is not told here."""

    trace_id: str = Field(max_length=32, description="By which an operator finds it in the audit log.")
    activity: str = Field(max_length=50, description="Which activity of the register of processing activities.")
    operation: str = Field(max_length=200, description="What was done.")
    happened_at: Timestamp = Field(description="When it was done.")


def find(desk: Desk, client: Client) -> Collection[str]:
    """Return the pseudonym of this client."""
    return find_subjects(desk.session, desk.secrets, client)


def show(desk: Desk, ids: Collection[str], *, is_whole: bool) -> list[HeldProcessing]:
    """Show what was done with this client's data; that holds no word about the client, so an admin sees it too."""
    del is_whole
    return [
        HeldProcessing(
            trace_id=each.trace_id, activity=each.activity, operation=each.operation, happened_at=each.ended_at
        )
        for each in list_processing_of(desk.session, sorted(ids))
    ]


def erase(desk: Desk, ids: Collection[str]) -> Mapping[str, int]:
    """Erase what leads from the client to the log: that keeps what was done, and nobody can tell any more with whom."""
    erased = desk.session.execute(delete(DataSubject).where(col(DataSubject.id).in_(sorted(ids))))
    return {"pseudonyms": erased.rowcount}  # type: ignore[attr-defined]


PROCESSING = Holding(
    name="processing",
    columns={"data_subjects": ("reference_hash",), "processing_records": ("subject_id",)},
    counted=("pseudonyms",),
    find=find,
    shape=HeldProcessing,
    show=show,
    erase=erase,
)
