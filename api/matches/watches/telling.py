"""Telling who waits that an offer fits, once, and in the transaction in which it is noted."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from api.matches.watches.activities import WAITING
from api.matches.watches.queries import list_known_fits
from api.matches.watches.tables import Watch, WatchOffer
from api.matches.watches.vocabulary import MATCHED
from api.platform.requests.desk import Desk
from api.platform.storage.holdings import Client
from api.platform.webhooks.announcing import announce


def tell_about(desk: Desk, offer_id: str, suited: Collection[str]) -> int:
    """Tell these watches that the offer fits, but for those that know, and note whom it fits no more; count the told.

    What did not fit for a while is told anew.
    """
    known = {each.watch_id: each for each in list_known_fits(desk.session, offer_id)}
    for watch_id in known.keys() - set(suited):
        known[watch_id].fits = False
    news = [each for each in suited if each not in known or not known[each].fits]
    clients = _clients(desk.session, news)
    for watch_id in news:
        row = known.get(watch_id) or WatchOffer(watch_id=watch_id, offer_id=offer_id, fits=True)
        tell(desk, clients[watch_id], row)
    return len(news)


def tell(desk: Desk, client: Client, row: WatchOffer) -> None:
    """Note that the offer fits this client from now on, and announce it."""
    desk.processes(client, WAITING)
    row.fits, row.told_at = True, desk.now
    desk.session.add(row)
    announce(
        desk.session,
        MATCHED,
        organization_ids=[client.organization_id],
        data={"watchId": row.watch_id, "offerId": row.offer_id},
        now=desk.now,
    )


def _clients(session: Session, watch_ids: Collection[str]) -> dict[str, Client]:
    query = select(Watch.id, Watch.organization_id, Watch.client_reference).where(col(Watch.id).in_(watch_ids))
    return {watch_id: Client(*client) for watch_id, *client in session.exec(query)}
