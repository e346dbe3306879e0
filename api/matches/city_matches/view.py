"""A run as its own organization sees it, and what each client gets."""

from collections.abc import Iterator

from api.matches.city_matches.queries import list_clients_of
from api.matches.city_matches.schemas import CityFigures, CityMatchRead
from api.matches.city_matches.tables import CityMatch
from api.platform.node import Node


def show_city_match(run: CityMatch) -> CityMatchRead:
    """Show how far a run is."""
    figures = None if run.figures is None else CityFigures.model_validate(run.figures)
    return CityMatchRead(**run.model_dump(exclude={"figures", "language"}), figures=figures)


def tell_placements(node: Node, city_match_id: str) -> Iterator[bytes]:
    """Yield what each client gets, a line each, in the order in which they were sent."""
    with node.database.read() as session:
        for each in list_clients_of(session, city_match_id):
            if each.sealed_placement is not None:
                yield node.secrets.decrypt(each.sealed_placement).encode() + b"\n"
