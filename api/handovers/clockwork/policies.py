"""The deadlines that an organization chose for what it hands over."""

from api.handovers.clockwork.deadlines import deadlines_of
from api.handovers.clockwork.schemas import PolicyRead, PolicyWrite
from api.handovers.tables import HandoverPolicy
from api.platform.requests.desk import Desk


def show_policy(desk: Desk, organization_id: str) -> PolicyRead:
    """Show the deadlines that hold for this organization."""
    chosen = deadlines_of(desk.session, desk.settings, organization_id)
    return PolicyRead(
        answer_working_days=chosen.answer_working_days,
        reminder_working_days=chosen.reminder_working_days,
        check_in_weeks=list(chosen.check_in_weeks),
    )


def change_policy(desk: Desk, organization_id: str, wanted: PolicyWrite) -> None:
    """Keep what this organization chooses from now on; deadlines that run already stay."""
    desk.session.merge(HandoverPolicy(organization_id=organization_id, **wanted.model_dump()))
    desk.session.flush()
