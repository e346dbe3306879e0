"""For each seat: what it gets, what else was possible, and what truly stands between it and its first choice."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matching.allocation.detours import Detours
from matching.allocation.table import Option, OptionCode, PinCode, Seat, SeatCode, Seated, Table
from matching.parameters import parameters_of

_READ: Final = parameters_of("allocation")
_FEW_OPTIONS: Final = _READ.count("few_options")


@dataclass(frozen=True, slots=True)
class SeatReasons:
    """All that the reasons of one table share; `pairs` finds the candidate of a seat and an offer by their ids."""

    table: Table
    fixed: Mapping[str, str]
    pinned: Counter[str]
    impossible: Mapping[str, PinCode]
    rows: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    detours: Detours

    def seated(self, seat: Seat, offer_id: str | None) -> Seated:
        """Return what a seat gets, what else was possible, and what stands between it and its first choice."""
        options = tuple(self._options(seat, offer_id))
        return Seated(
            seat_id=seat.id,
            offer_id=offer_id,
            score=None if offer_id is None else seat.score_of(offer_id),
            code=_code_of(seat, offer_id, options),
            options=options,
            impossible_pin=self.impossible.get(seat.id),
        )

    def _options(self, seat: Seat, offer_id: str | None) -> Iterator[Option]:
        """Yield what else is possible, best first; what has nothing to do with the wish comes last."""
        suiting = [each for each in _best_first(seat.scores) if each[0] != offer_id]
        others = [each for each in _best_first(seat.others) if each[0] != offer_id]
        for other, score in (*suiting, *others[: max(_FEW_OPTIONS - len(suiting), 0)]):
            yield self._option(seat, other, score)

    def _option(self, seat: Seat, offer_id: str, score: float) -> Option:
        plain = self._plainly(seat, offer_id)
        if plain:
            return Option(offer_id, score, plain)
        row, pair = self.rows[seat.id], self.pairs[seat.id, offer_id]
        # What the table loses is worked out, not guessed: the reason told to people has to be true.
        units = self.detours.loss(row, pair)
        people, score_lost = self.detours.candidates.loss(units)
        return Option(offer_id, score, self._code(row, pair, units, people), people, score_lost)

    def _plainly(self, seat: Seat, offer_id: str) -> OptionCode | None:
        """Return the code that needs no sums: a decision at the table, or no place; None where sums decide."""
        if (seat.id, offer_id) in self.table.vetoes:
            return OptionCode.VETOED
        if seat.id in self.fixed:
            return OptionCode.PINNED
        places = self.table.places.get(offer_id, 0)
        if places == 0:
            return OptionCode.NO_PLACES
        if places is not None and self.pinned[offer_id] >= places:
            return OptionCode.PLACES_PINNED
        return OptionCode.UNRELATED if offer_id in seat.others else None

    def _code(self, row: int, pair: int, units: int, people: int) -> OptionCode:
        if people:
            alone = self.detours.leaves_single_minded(row, pair)
            return OptionCode.ONLY_OPTION if alone else OptionCode.SOMEONE_LEFT_OUT
        if self.detours.goes_nowhere(row):
            return OptionCode.TOO_FEW_PLACES if units else OptionCode.TIE
        if self.detours.has_room(pair):
            return OptionCode.FREE
        return OptionCode.OTHERS_LOSE_MORE if units else OptionCode.JUST_AS_GOOD


def _best_first(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(scores.items(), key=lambda each: (-each[1], each[0]))


def _code_of(seat: Seat, offer_id: str | None, options: Sequence[Option]) -> SeatCode | OptionCode:
    """Return what there is to say of a seat's first choice; what the seat has instead comes first of the others."""
    if not seat.scores:
        return SeatCode.NOTHING_SUITABLE if offer_id is None else OptionCode.PINNED
    if offer_id is not None and seat.scores.get(offer_id) == max(seat.scores.values()):
        return SeatCode.FIRST_CHOICE
    return options[0].code
