"""What an operator reads when a city is done: who has a place, who has none and why, what it gains, what it took."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from api.matches.city.vocabulary import PlacementCode
from matching.allocation import CityAllocation

_WITHOUT: Final = {
    PlacementCode.TOO_FEW_PLACES: "what suits them has too few places",
    PlacementCode.NOTHING_SUITABLE: "nothing that is possible has to do with their wish",
    PlacementCode.NOTHING_POSSIBLE: "nothing is possible within their limits",
}


@dataclass(frozen=True, slots=True)
class CityReport:
    """The figures of one city."""

    clients: int
    offers: int
    allocation: CityAllocation
    codes: Counter[PlacementCode]
    seconds: Mapping[str, float]

    def lines(self) -> Iterator[str]:
        """Yield the figures as lines to be read."""
        best, greedy = self.allocation.objective, self.allocation.greedy
        yield f"{self.clients:,} clients, {self.offers:,} offers"
        yield f"{'':16}{'best together':>16}{'first come':>16}"
        yield f"{'placed':16}{best.matched:>16,}{greedy.matched:>16,}"
        yield f"{'total score':16}{best.total_score:>16,.1f}{greedy.total_score:>16,.1f}"
        yield f"{'first choice':16}{self.codes[PlacementCode.FIRST_CHOICE]:>16,}"
        if self.allocation.status == "optimal":
            yield "Nothing does better among the best offers of each: this was proved."
        yield f"without a place: {self.clients - best.matched:,}"
        yield from (f"{self.codes[code]:>8,}  {why}" for code, why in _WITHOUT.items() if self.codes[code])
        yield "seconds: " + ", ".join(f"{phase} {seconds:.1f}" for phase, seconds in self.seconds.items())
