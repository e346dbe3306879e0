"""What happens without a plan: person by person, each takes the best offer that still has a place."""

from matching.allocation.candidates import Candidates


def greedy_units(candidates: Candidates) -> int:
    """Return what an allocation on a first come, first served basis is worth, in units."""
    places = candidates.places.tolist()
    worth, seen = 0, -1
    # By seat, then best first; of equals the offer that comes first.
    order = sorted(
        zip(candidates.seats.tolist(), (-candidates.worth).tolist(), candidates.offers.tolist(), strict=True)
    )
    for seat, less, offer in order:
        if seat != seen and places[offer]:
            places[offer] -= 1
            worth, seen = worth - less, seat
    return worth
