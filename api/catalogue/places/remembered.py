"""Where postcodes lie, remembered until places are imported."""

from typing import Self

from starlette.concurrency import run_in_threadpool

from api.catalogue.places.queries import Located, locate
from api.catalogue.places.tables import PLACES
from api.platform.node import Node
from api.platform.storage.database import Database
from api.platform.storage.freshness import Numbers

LARGEST_NUMBER = 100_000


class RememberedPlaces:
    """The positions that were asked for before."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._number = -1
        self._known: dict[str, Located] = {}

    @classmethod
    def of(cls, node: Node) -> Self:
        """Make the memory of this node."""
        return cls(node.database)

    async def find(self, postcode: str, *, numbers: Numbers) -> Located:
        """Find where this postcode lies, as far as is known."""
        number = numbers[PLACES]
        if number != self._number or len(self._known) > LARGEST_NUMBER:
            self._known.clear()
            self._number = number
        located = self._known.get(postcode)
        if located is None:
            located = await run_in_threadpool(self._look_up, postcode)
            # Places that were imported while this one was looked up are not remembered as they were.
            if number == self._number:
                self._known[postcode] = located
        return located

    def _look_up(self, postcode: str) -> Located:
        with self._database.read() as session:
            return locate(session, point=None, postcode=postcode)
