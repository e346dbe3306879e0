"""What an admin does with keys: making, replacing and ending them, within what an operator set."""

from datetime import timedelta

from api.catalogue.organizations.tables import Organization
from api.keys.schemas import KeyCreate, RotationCreate
from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import forget_answers_about
from api.platform.security.actions import NewKey, create_key, replace_key, require_other_admin_key, revoke_key
from api.platform.security.settings import AccessSettings
from api.platform.security.tables import ApiKey
from api.platform.web.problems import invalid


def make_key(desk: Desk, wanted: KeyCreate) -> NewKey:
    """Make a key; raises InvalidInputError for an organization that is not there, or more days than are allowed."""
    valid_days = _lifetime(desk, wanted.valid_days)
    if wanted.organization_id is not None and desk.session.get(Organization, wanted.organization_id) is None:
        raise invalid("/organizationId", "Deze organisatie is er niet.", "There is no such organization.")
    return create_key(
        desk.session,
        name=wanted.name,
        role=wanted.role,
        organization_id=wanted.organization_id,
        now=desk.now,
        valid_days=valid_days,
    )


def rotate_key(desk: Desk, old: ApiKey, wanted: RotationCreate) -> NewKey:
    """Let a new key take the place of this one; raises ConflictError when it ended before."""
    hours = wanted.overlap_hours
    overlap = timedelta(hours=desk.settings[AccessSettings].key_overlap_hours if hours is None else hours)
    valid_days = _lifetime(desk, wanted.valid_days)
    return replace_key(desk.session, old, now=desk.now, valid_days=valid_days, overlap=overlap)


def end_key(desk: Desk, key: ApiKey) -> None:
    """Revoke a key, with the sealed answer that showed it; raises ConflictError for the last key of an admin."""
    require_other_admin_key(desk.session, key, now=desk.now)
    revoke_key(desk.session, key.id, now=desk.now)
    forget_answers_about(desk.session, [key.id])


def _lifetime(desk: Desk, days: int | None) -> int:
    settings = desk.settings[AccessSettings]
    most = settings.key_longest_days
    if days is not None and days > most:
        raise invalid("/validDays", f"Een sleutel werkt hier hoogstens {most} dagen.", f"At most {most} days here.")
    return days or settings.usual_key_days
