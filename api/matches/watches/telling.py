"""Telling who waits that an offer fits, once, and in the transaction in which it is noted."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from api.matches.watches.queries import list_known_fits
from api.matches.watches.tables import Watch, WatchOffer
from api.matches.watches.vocabulary import MATCHED
from api.platform.requests.desk import Desk
from api.platform.webhooks.announcing import announce


def tell_about(desk: Desk, offer_id: str, suited: Collection[str]) -> int:
    """Tell these watches that the offer fits, but for those that know, and note whom it fits no more; count the told.

    What did not fit for a while is told anew.
    """
    known = {each.watch_id: each for each in list_known_fits(desk.session, offer_id)}
    for watch_id in known.keys() - set(suited):
        known[watch_id].fits = False
    news = [each for each in suited if each not in known or not known[each].fits]
    owners = _owners(desk.session, news)
    for watch_id in news:
        row = known.get(watch_id) or WatchOffer(watch_id=watch_id, offer_id=offer_id, fits=True)
        tell(desk, owners[watch_id], row)
    return len(news)


def tell(desk: Desk, organization_id: str, row: WatchOffer) -> None:
    """Note that the offer fits from now on, and announce it."""
    row.fits, row.told_at = True, desk.now
    desk.session.add(row)
    announce(
        desk.session,
        MATCHED,
        organization_ids=[organization_id],
        data={"watchId": row.watch_id, "offerId": row.offer_id},
        now=desk.now,
    )


def _owners(session: Session, watch_ids: Collection[str]) -> dict[str, str]:
    query = select(Watch.id, Watch.organization_id).where(col(Watch.id).in_(watch_ids))
    return dict(session.exec(query).all())
