"""The deadlines that an organization chose for what it hands over."""

from api.catalogue.organizations.queries import get_organization
from api.handovers.clockwork.deadlines import deadlines_of
from api.handovers.clockwork.schemas import PolicyRead, PolicyWrite
from api.handovers.tables import HandoverPolicy
from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller, Role
from api.platform.web.problems import NotFoundError, Words


def require_own_policy(desk: Desk, organization_id: str, caller: Caller) -> None:
    """Raise NotFoundError unless this is the caller's own organization, or the caller is an admin."""
    get_organization(desk.session, organization_id)
    # Not there and not yours are told alike.
    if caller.role is not Role.ADMIN and caller.organization_id != organization_id:
        raise NotFoundError(Words("Deze organisatie is er niet.", "There is no such organization."))


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
