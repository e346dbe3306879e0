"""Organizations that may be mailed, and attempting mails by hand at a moment that the test chooses."""

from typing import Any

from sqlmodel import col, select

from api.features import FEATURES
from api.platform.mail.tables import Mail
from api.platform.mail.vocabulary import UNFINISHED
from tests.service import CLOCK, Actor, Service, later

PARTNER_EMAIL, COACH_EMAIL = "balie@focus.example", "team@coaches.example"


async def may_mail(service: Service, actor: Actor, email: str, **changes: Any) -> None:
    """Have an organization say that it may be mailed."""
    body = {"contactEmail": email, "contactEmailConsentOn": str(CLOCK.today())} | changes
    changed = await service.admin.patch(f"/organizations/{actor.organization_id}", body)
    assert changed.status_code == 200, changed.text


async def both_may_be_mailed(service: Service) -> None:
    """Have both sides of a handover say so."""
    await may_mail(service, service.partner, PARTNER_EMAIL)
    await may_mail(service, service.coach, COACH_EMAIL)


def attempt_mails(service: Service, *, days: int = 0) -> None:
    """Attempt everything that is not finished, once, in the order in which it was promised."""
    node = later(service, days=days)
    with service.database.read() as session:
        query = select(Mail).where(col(Mail.state).in_(UNFINISHED)).order_by(col(Mail.id))
        waiting = session.exec(query).all()
    for each in waiting:
        FEATURES.works[f"mail.{each.kind.partition('.')[0]}"](node, each.id, str(each.turn))


async def mails_of(actor: Actor) -> list[dict[str, Any]]:
    """What was mailed to the actor's own organization, newest first."""
    answer = await actor.get(f"/organizations/{actor.organization_id}/mails")
    assert answer.status_code == 200, answer.text
    told: list[dict[str, Any]] = answer.json()["items"]
    return told
