"""What watches hold about a client: that it waits, for what, its sealed profile, and what it was told."""

from collections.abc import Collection, Mapping
from typing import Any

import orjson

from api.matches.watches.actions import delete_watches
from api.matches.watches.queries import list_watches_of_client, list_watches_with
from api.matches.watches.schemas import WatchRead
from api.matches.watches.view import WatchView
from api.platform.requests.desk import Desk
from api.platform.storage.holdings import Client, Holding
from api.platform.web.shapes import AnswerModel


class HeldWatch(AnswerModel):
    """Everything that is held about one client who waits; without a profile for who may not see it."""

    watch: WatchRead
    """The watch itself."""
    profile: dict[str, Any] | None
    """The profile that waits; null for who may not see it, or when none is kept."""


def find(desk: Desk, client: Client) -> Collection[str]:
    """Return the ids of every watch of this client."""
    return [each.id for each in list_watches_of_client(desk.session, client.organization_id, client.reference)]


def show(desk: Desk, ids: Collection[str], *, is_whole: bool) -> list[HeldWatch]:
    """Show all that there is to these watches."""
    watches = list(list_watches_with(desk.session, sorted(ids)))
    show_one = WatchView(desk).show(watches)
    return [
        HeldWatch(
            watch=show_one(each),
            profile=orjson.loads(desk.secrets.decrypt(each.sealed_profile))
            if is_whole and each.sealed_profile
            else None,
        )
        for each in watches
    ]


def erase(desk: Desk, ids: Collection[str]) -> Mapping[str, int]:
    """Erase these watches with all that they were told."""
    return {"watches": delete_watches(desk.session, ids, now=desk.now)}


WATCHED = Holding(
    name="watches",
    columns={"watches": ("client_reference", "sealed_profile"), "watch_offers": ()},
    counted=("watches",),
    find=find,
    shape=HeldWatch,
    show=show,
    erase=erase,
)
