"""What runs hold about a client: a sealed profile until the work is done, and then what the client gets."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any

import orjson
from pydantic import Field

from api.matches.city_matches.actions import delete_clients
from api.matches.city_matches.queries import list_clients_with, list_ids_of_client
from api.platform.requests.desk import Desk
from api.platform.storage.holdings import Client, Holding
from api.platform.web.shapes import AnswerModel, Id


class HeldInCity(AnswerModel):
    """Everything that one run holds about one client; without profile and placement for who may not see them."""

    city_match_id: Annotated[Id, Field(description="The run in which this client is.")]
    client_reference: Annotated[str, Field(description="The sender's own name for the client.")]
    profile: Annotated[dict[str, Any] | None, Field(description="The profile, until the work is done.")]
    placement: Annotated[dict[str, Any] | None, Field(description="What the client gets, once the work is done.")]


def find(desk: Desk, client: Client) -> Collection[str]:
    """Return the ids of all that runs hold about this client."""
    return list_ids_of_client(desk.session, client.organization_id, client.reference)


def show(desk: Desk, ids: Collection[str], *, is_whole: bool) -> list[HeldInCity]:
    """Show what is held with these ids."""

    def opened(sealed: str | None) -> dict[str, Any] | None:
        if sealed is None or not is_whole:
            return None
        read: dict[str, Any] = orjson.loads(desk.secrets.decrypt(sealed))
        return read

    return [
        HeldInCity(
            city_match_id=each.city_match_id,
            client_reference=each.client_reference,
            profile=opened(each.sealed_profile),
            placement=opened(each.sealed_placement),
        )
        for each in list_clients_with(desk.session, sorted(ids))
    ]


def erase(desk: Desk, ids: Collection[str]) -> Mapping[str, int]:
    """Erase what is held with these ids; a run that goes on leaves these clients out of its outcome."""
    return {"cityMatchClients": delete_clients(desk.session, ids, now=desk.now)}


IN_CITIES = Holding(
    name="cityMatchClients",
    columns={"city_match_clients": ("client_reference", "sealed_profile", "sealed_placement"), "city_matches": ()},
    counted=("cityMatchClients",),
    find=find,
    shape=HeldInCity,
    show=show,
    erase=erase,
)
