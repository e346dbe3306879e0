"""Which rows are still in the running for a client, so that nothing is worked out for all the others."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.hits import Hits
from matching.catalogue.postings import Floats, Rows


class FoundInRunning(NamedTuple):
    """What a phrase finds in the running: places, how strongly each shows the phrase, and how well it answers."""

    places: Rows
    strengths: Floats
    answered: Floats


class Running(NamedTuple):
    """The rows that are in the running, in order; the place of a row is where it stands among them."""

    rows: Rows
    is_in: NDArray[np.bool_]
    place_of_row: Rows
    """Of a row that is not in the running it says nothing."""

    @classmethod
    def of(cls, is_in: NDArray[np.bool_]) -> "Running":
        """Return the rows of which it is said that they are in the running."""
        rows = is_in.nonzero()[0]
        places = np.empty(len(is_in), np.intp)
        places[rows] = np.arange(len(rows))
        return cls(rows, is_in, places)

    def found_by(self, hits: Hits) -> FoundInRunning:
        """Return what a phrase finds among what is in the running."""
        rows = hits.rows
        found = self.is_in.take(rows).nonzero()[0]
        return FoundInRunning(
            self.place_of_row.take(rows.take(found)), hits.strengths.take(found), hits.answered.take(found)
        )
