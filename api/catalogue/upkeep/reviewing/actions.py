"""Choosing a rhythm, and what is done when an offer is silent in it."""

from api.catalogue.offers.recording import Change, record
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.state import lasting_state
from api.catalogue.offers.tables import Offer, ReviewRhythm
from api.catalogue.offers.vocabulary import CATALOGUE, OfferEvent
from api.catalogue.organizations.tables import Organization
from api.catalogue.upkeep.reviewing.queries import find_rhythm, told_in
from api.catalogue.upkeep.reviewing.schemas import RhythmRead, RhythmWrite
from api.catalogue.upkeep.reviewing.silence import Due, Patience, due_on
from api.catalogue.upkeep.reviewing.tables import OfferReminder
from api.catalogue.upkeep.settings import UpkeepSettings
from api.platform.mail.outbox import promise_mail
from api.platform.mail.server import find_mail_server
from api.platform.requests.desk import Desk
from api.platform.settings import Settings
from api.platform.storage.freshness import bump
from api.platform.webhooks.announcing import announce, hears
from matching.vocabulary import OfferStatus


def patience_of(settings: Settings, every_days: int | None) -> Patience:
    """Return how long offers in this rhythm may be silent; without a rhythm of their own, in that of the service."""
    upkeep = settings[UpkeepSettings]
    return Patience(
        every_days=every_days or settings[OfferSettings].stale_after_days,
        pause_after_silent_days=upkeep.pause_after_silent_days,
        notice_days=upkeep.pause_notice_days,
    )


def show_rhythm(desk: Desk, organization_id: str) -> RhythmRead:
    """Show in which rhythm this organization is asked, and after how long its silent offers are paused."""
    chosen = find_rhythm(desk.session, organization_id)
    patience = patience_of(desk.settings, chosen)
    return RhythmRead(
        review_every_days=patience.every_days,
        is_chosen=chosen is not None,
        paused_after_days=patience.most_silent_days,
    )


def choose_rhythm(desk: Desk, organization_id: str, wanted: RhythmWrite) -> None:
    """Keep the rhythm that this organization chooses; the next answer about its offers goes by it, on every node."""
    number = bump(desk.session, CATALOGUE)
    desk.session.merge(
        ReviewRhythm(organization_id=organization_id, every_days=wanted.review_every_days, sequence=number)
    )
    desk.session.flush()


def handle_silence(desk: Desk, offer: Offer) -> Due | None:
    """Do what this offer's silence is due for today, and return it; once for each."""
    reminder = desk.session.get(OfferReminder, offer.id, populate_existing=True)
    patience = patience_of(desk.settings, offer.review_every_days)
    due = due_on(desk.today, offer.assured_on, told_in(reminder), patience)
    if due is Due.LAPSE:
        before = lasting_state(offer)
        offer.sqlmodel_update({"status": OfferStatus.PAUSED, "updated_at": desk.now})
        record([Change(desk, offer, OfferEvent.LAPSED, before)])
    elif due is not None:
        _remind(desk, offer, reminder, due)
    return due


def _remind(desk: Desk, offer: Offer, reminder: OfferReminder | None, due: Due) -> None:
    reminder = reminder or OfferReminder(offer_id=offer.id, silent_since=offer.assured_on, reminded_on=desk.today)
    reminder.silent_since, reminder.reminded_on = offer.assured_on, desk.today
    reminder.notice_on = desk.today if due is Due.NOTICE else None
    desk.session.add(reminder)
    desk.session.flush()
    announce(
        desk.session,
        f"offer.{due}",
        organization_ids=[offer.organization_id],
        data={"offerId": offer.id, "organizationId": offer.organization_id, "state": lasting_state(offer)},
        now=desk.now,
    )
    _mail(desk, offer, f"offer.{due}")


def _mail(desk: Desk, offer: Offer, told_as: str) -> None:
    """Promise to write to an organization that hears of it in no other way; nothing while mail is off."""
    organization = desk.session.get_one(Organization, offer.organization_id)
    if find_mail_server(desk.settings) is None or not organization.may_be_mailed:
        return
    if not hears(desk.session, organization.id, told_as):
        day = desk.today.toordinal()  # One mail a day about one offer, whoever promises it.
        promise_mail(desk.session, organization.id, told_as, about_id=offer.id, event_number=day, now=desk.now)
