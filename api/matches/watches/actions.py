"""What people do with watches: let a client wait, and let it be."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import delete, insert
from sqlmodel import Session, col

from api.catalogue.offers.access import is_hidden
from api.catalogue.offers.queries import get_offer, list_offers_changed_since, offer_not_found
from api.matches.watches.fitting import Fitting, lay_out, wait_alone
from api.matches.watches.queries import count_watches, list_watches_of_client
from api.matches.watches.schemas import WatchCreate
from api.matches.watches.settings import WatchSettings
from api.matches.watches.tables import Watch, WatchOffer
from api.matches.watches.vocabulary import WATCHES
from api.platform.clock import AMSTERDAM
from api.platform.jobs.sweeping import promise_sweep
from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import forget_answers_about
from api.platform.storage.freshness import bump
from api.platform.web.problems import ConflictError, Words, invalid

SHOWN_AFTER_THE_END: Final = timedelta(hours=24)
"""So long a watch that is over says so, and is then erased: a tool that looks once a day hears of it."""


def create_watch(desk: Desk, wanted: WatchCreate, organization_id: str, fitting: Fitting | None) -> Watch:
    """Let a client wait from now on; what fits already is known to it, and is not told.

    Raises InvalidInputError for an end that is over or too far, NotFoundError for the offer, and ConflictError when
    there are too many, or this client waits for this offer already.
    """
    settings = desk.settings[WatchSettings]
    expires_on = wanted.expires_on or desk.today + timedelta(days=settings.watch_days)
    _require_near_end(desk, expires_on)
    if wanted.offer_id is not None and is_hidden(get_offer(desk.session, wanted.offer_id)):
        raise offer_not_found()
    # Nobody tells meanwhile: each change of an offer is seen here, or told to this watch afterwards.
    bump(desk.session, WATCHES)
    _require_room(desk, wanted, organization_id)
    watch = Watch(
        organization_id=organization_id,
        client_reference=wanted.client_reference,
        offer_id=wanted.offer_id,
        queued_at=desk.now,
        expires_on=expires_on,
        erase_at=_end_of(expires_on) + SHOWN_AFTER_THE_END,
        created_at=desk.now,
    )
    if fitting is not None and wanted.client is not None:
        # A profile is about a person, nameless or not: it lies in the database for nobody to read.
        watch.sealed_profile = desk.secrets.encrypt(wanted.client.model_dump_json(by_alias=True, exclude_none=True))
    desk.session.add(watch)
    desk.session.flush()
    if fitting is not None:
        _note(desk.session, watch, _fitting_now(desk, fitting))
    return watch


def delete_watches(session: Session, watch_ids: Collection[str], *, now: datetime) -> int:
    """Erase these watches with what they were told, and every kept answer about them; count them."""
    # Who tells has finished by then, and what comes next is not told to them.
    bump(session, WATCHES)
    promise_sweep(session, now=now)
    session.execute(delete(WatchOffer).where(col(WatchOffer.watch_id).in_(watch_ids)))
    erased = session.scalars(delete(Watch).where(col(Watch.id).in_(watch_ids)).returning(col(Watch.id))).all()
    # Of these ids some may be of something else, whose answers are erased and counted elsewhere.
    forget_answers_about(session, erased)
    return len(erased)


def _fitting_now(desk: Desk, fitting: Fitting) -> frozenset[str]:
    """Return what fits now: as it was when memory was asked, and what changed since looked at again."""
    changed = list(list_offers_changed_since(desk.session, fitting.number))
    if not changed:
        return fitting.offer_ids
    waiting = wait_alone(fitting.profile, desk.settings, today=desk.today)
    fits = {offer_id for offer_id, keys in waiting.suited(lay_out(changed)).items() if keys}
    return (fitting.offer_ids - {offer.id for offer in changed}) | fits


def _note(session: Session, watch: Watch, offer_ids: Collection[str]) -> None:
    if offer_ids:
        rows = [{"watch_id": watch.id, "offer_id": each, "fits": True, "told_at": None} for each in sorted(offer_ids)]
        session.execute(insert(WatchOffer), rows)


def _require_near_end(desk: Desk, expires_on: date) -> None:
    most_days = desk.settings[WatchSettings].watch_longest_days
    if expires_on < desk.today:
        raise invalid("/expiresOn", "Deze dag is al voorbij.", "This day is over already.")
    if expires_on > desk.today + timedelta(days=most_days):
        raise invalid(
            "/expiresOn", f"Wachten kan hoogstens {most_days} dagen.", f"Waiting takes at most {most_days} days."
        )


def _require_room(desk: Desk, wanted: WatchCreate, organization_id: str) -> None:
    most = desk.settings[WatchSettings].watch_most
    if count_watches(desk.session, organization_id) >= most:
        raise ConflictError(
            Words(f"Er wachten al {most} mensen; haal er eerst een weg.", f"At most {most} watches; delete one first.")
        )
    if wanted.offer_id is None:
        return
    for other in list_watches_of_client(desk.session, organization_id, wanted.client_reference):
        if other.offer_id == wanted.offer_id:
            error = ConflictError(
                Words("Deze cliënt wacht hier al op een plek.", "This client waits for a place here already.")
            )
            error.members = {"watchId": other.id}
            raise error


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, AMSTERDAM)
