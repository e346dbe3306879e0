"""The matching table: the best allocation within places, pins and vetoes, with its proof and its reasons."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from matching.allocation.candidates import Candidates
from matching.allocation.detours import Detours
from matching.allocation.flow import choose
from matching.allocation.greedy import greedy_units
from matching.allocation.prices import prices_of, upper_bound
from matching.allocation.reasons import SeatReasons
from matching.allocation.table import Allocation, Objective, PinCode, Seat, Table
from matching.allocation.ties import settle_ties


def allocate(table: Table) -> Allocation:
    """Place as many people as can be and, of those ways, take the highest score; the same for the same table.

    Nobody gets an offer that does not suit, unless it was pinned. A pin is honoured, or the seat says why it cannot be
    and joins in freely.
    """
    # In order of their labels, so that it does not matter in which order people sat down.
    seats = sorted((_at_this_table(seat, table) for seat in table.seats), key=lambda seat: seat.id)
    fixed, impossible = _honour_pins(table, seats)
    free = [seat for seat in seats if seat.id not in fixed]
    offer_ids = sorted(table.places)
    pinned = Counter(fixed.values())
    candidates, pairs = _candidates(table, free, offer_ids, pinned)
    chosen = choose(candidates)
    prices = prices_of(candidates, chosen)
    # The flow takes any of the best ways; people at the table see the same one each time they look.
    chosen = settle_ties(candidates, chosen, prices)
    rows = {seat.id: row for row, seat in enumerate(free)}
    reasons = SeatReasons(table, fixed, pinned, impossible, rows, pairs, Detours(candidates, chosen))
    seating = zip(rows, candidates.offers_of(chosen).tolist(), strict=True)
    gets = {seat_id: offer_ids[row] for seat_id, row in seating if row < len(offer_ids)} | fixed
    before = Objective(len(fixed), sum(seat.score_of(fixed[seat.id]) or 0 for seat in seats if seat.id in fixed))
    return Allocation(
        seats=tuple(reasons.seated(seat, gets.get(seat.id)) for seat in seats),
        objective=candidates.objective(int(candidates.worth_of(chosen).sum()), fixed=before),
        upper_bound=candidates.objective(upper_bound(candidates, prices), fixed=before),
        greedy=candidates.objective(greedy_units(candidates), fixed=before),
    )


def _at_this_table(seat: Seat, table: Table) -> Seat:
    return Seat(seat.id, _at(table, seat.scores), _at(table, seat.others))


def _at(table: Table, scores: Mapping[str, float]) -> dict[str, float]:
    return {offer_id: score for offer_id, score in scores.items() if offer_id in table.places}


def _honour_pins(table: Table, seats: list[Seat]) -> tuple[dict[str, str], dict[str, PinCode]]:
    fixed: dict[str, str] = {}
    impossible: dict[str, PinCode] = {}
    left = dict(table.places)
    for seat in seats:
        offer_id = table.pins.get(seat.id)
        if offer_id is None:
            continue
        if seat.score_of(offer_id) is None:
            impossible[seat.id] = PinCode.UNSUITABLE
        elif (seat.id, offer_id) in table.vetoes:
            impossible[seat.id] = PinCode.VETOED
        elif left[offer_id] == 0:
            impossible[seat.id] = PinCode.NO_PLACE
        else:
            # Pins are honoured in the order of labels; who comes after the last place hears why.
            fixed[seat.id] = offer_id
            places = left[offer_id]
            left[offer_id] = None if places is None else places - 1
    return fixed, impossible


def _candidates(
    table: Table, free: list[Seat], offer_ids: list[str], pinned: Mapping[str, int]
) -> tuple[Candidates, dict[tuple[str, str], int]]:
    rows = {offer_id: row for row, offer_id in enumerate(offer_ids)}
    pairs = [
        (row, rows[offer_id], score, (seat.id, offer_id))
        for row, seat in enumerate(free)
        for offer_id, score in sorted(seat.scores.items())
        # A vetoed pair is no candidate at all, so that no price or way around it leads there.
        if (seat.id, offer_id) not in table.vetoes
    ]
    places = [len(free) if (most := table.places[each]) is None else most - pinned.get(each, 0) for each in offer_ids]
    candidates = Candidates.of(
        np.array([row for row, *_ in pairs], np.int64),
        np.array([offer for _, offer, *_ in pairs], np.int64),
        np.array([score for *_, score, _ in pairs], np.float64),
        np.array(places, np.int64),
        len(free),
    )
    return candidates, {ids: number for number, (*_, ids) in enumerate(pairs)}
