"""Watches as their own organization sees them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.matches.watches.activities import WAITING, client_of
from api.matches.watches.queries import list_first_fits, list_last_told, list_queue
from api.matches.watches.schemas import WatchMatches, WatchPlace, WatchRead, WatchTold
from api.matches.watches.tables import Watch
from api.matches.watches.vocabulary import WatchState
from api.platform.requests.desk import Desk
from api.platform.web.answers import body_of

FIRST_SHOWN = 10
LAST_TOLD = 50


@dataclass(frozen=True, slots=True)
class WatchView:
    """The eyes of a coach at a desk."""

    desk: Desk

    def body_of(self, watch: Watch) -> bytes:
        """Return the bytes of one watch."""
        self.desk.processes(client_of(watch), WAITING)
        return body_of(self.show([watch])(watch))

    def show(self, watches: Sequence[Watch]) -> Callable[[Watch], WatchRead]:
        """Return how to show each of these watches; what they were told is read at once."""
        fits, told, places = self._fits(watches), self._told(watches), self._places(watches)

        def show(watch: Watch) -> WatchRead:
            return WatchRead(
                id=watch.id,
                organization_id=watch.organization_id,
                client_reference=watch.client_reference,
                offer_id=watch.offer_id,
                state=self._state(watch, is_told=bool(told[watch.id])),
                matches=fits[watch.id] if watch.offer_id is None else None,
                place=places.get(watch.id),
                told=told[watch.id],
                expires_on=watch.expires_on,
                created_at=watch.created_at,
            )

        return show

    def _state(self, watch: Watch, *, is_told: bool) -> WatchState:
        if watch.expires_on < self.desk.today:
            return WatchState.EXPIRED
        # Who waits for a place is told as long as it is asked, and waits again after that.
        is_told = is_told if watch.offer_id is None else watch.asked_at is not None
        return WatchState.TOLD if is_told else WatchState.WAITING

    def _fits(self, watches: Sequence[Watch]) -> defaultdict[str, WatchMatches]:
        found = defaultdict[str, WatchMatches](lambda: WatchMatches(count=0, offer_ids=[]))
        rows = list_first_fits(self.desk.session, [each.id for each in watches], most=FIRST_SHOWN)
        for watch_id, first in groupby(rows, key=lambda row: row[0]):
            shown = list(first)
            found[watch_id] = WatchMatches(count=shown[0][2], offer_ids=[offer_id for _, offer_id, _ in shown])
        return found

    def _told(self, watches: Sequence[Watch]) -> defaultdict[str, list[WatchTold]]:
        found = defaultdict[str, list[WatchTold]](list)
        for row in list_last_told(self.desk.session, [each.id for each in watches], most=LAST_TOLD):
            if row.told_at is not None:
                found[row.watch_id].append(WatchTold(offer_id=row.offer_id, told_at=row.told_at, fits=row.fits))
        return found

    def _places(self, watches: Sequence[Watch]) -> dict[str, WatchPlace]:
        """Return where each stands; the others who wait are counted, and never told."""
        offer_ids = {each.offer_id for each in watches if each.offer_id is not None}
        queue = list_queue(self.desk.session, offer_ids, self.desk.today)
        return {
            watch.id: WatchPlace(position=position, answer_by=watch.answer_by)
            for _, waiting in groupby(queue, key=lambda each: each.offer_id)
            for position, watch in enumerate(waiting, 1)
        }
