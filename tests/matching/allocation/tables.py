import random
from dataclasses import replace
from itertools import product

import numpy as np
from scipy.optimize import linear_sum_assignment

from matching.allocation import Objective, Seat, Table


def a_table(scores: dict[str, dict[str, float]], places: dict[str, int | None], **decided: object) -> Table:
    return replace(Table(tuple(Seat(seat, given) for seat, given in scores.items()), places), **decided)  # type: ignore[arg-type]


def a_chance_table(seed: int, seats: int, offers: int, *, options: int, digits: int = 9) -> Table:
    """A table with pins that can be honoured, vetoes, offers without limit and offers without places."""
    chance = random.Random(seed)  # noqa: S311 - chance that repeats
    names = [f"offer-{number:03d}" for number in range(offers)]
    places: dict[str, int | None] = {name: chance.choice((0, 1, 1, 1, 2, 2, 3, None)) for name in names}
    seated = tuple(
        Seat(f"seat-{number:03d}", {name: round(chance.random(), digits) for name in _some(chance, names, options)})
        for number in range(seats)
    )
    vetoes = frozenset((seat.id, offer) for seat in seated for offer in seat.scores if chance.random() < 0.1)
    return Table(seated, places, _pins(chance, seated, places, vetoes), vetoes)


def _some(chance: random.Random, names: list[str], options: int) -> list[str]:
    return chance.sample(names, min(len(names), chance.randint(0, options)))


def _pins(
    chance: random.Random,
    seats: tuple[Seat, ...],
    places: dict[str, int | None],
    vetoes: frozenset[tuple[str, str]],
) -> dict[str, str]:
    left, pins = dict(places), {}
    for seat in seats:
        for offer in seat.scores:
            room = left[offer]
            if chance.random() < 0.05 and room != 0 and (seat.id, offer) not in vetoes:
                pins[seat.id] = offer
                left[offer] = None if room is None else room - 1
                break
    return pins


def allowed(table: Table, seat: Seat) -> dict[str, float]:
    """What a seat could have, by the decisions at the table alone."""
    pinned = table.pins.get(seat.id)
    if pinned is not None:
        return {pinned: seat.scores[pinned]}
    return {offer: score for offer, score in seat.scores.items() if (seat.id, offer) not in table.vetoes}


def best_by_trying(table: Table) -> Objective:
    """The optimum by trying every allocation."""
    ways = [list(allowed(table, seat)) + [None] * (seat.id not in table.pins) for seat in table.seats]
    best = Objective(0, 0)
    for way in product(*ways):
        if all(places is None or way.count(offer) <= places for offer, places in table.places.items()):
            scores = [seat.scores[offer] for seat, offer in zip(table.seats, way, strict=True) if offer]
            best = max(best, Objective(len(scores), sum(scores)))
    return best


def best_by_assignment(table: Table) -> Objective:
    """The optimum by SciPy, with a column for every place and one for each seat that goes nowhere."""
    seats = table.seats
    columns = [name for name, places in table.places.items() for _ in range(len(seats) if places is None else places)]
    numbers: dict[str, list[int]] = {}
    for number, name in enumerate(columns):
        numbers.setdefault(name, []).append(number)
    person, pinned = 2.0 * len(seats), 8.0 * len(seats)
    value = np.full((len(seats), len(columns) + len(seats)), -1e6)
    value[:, len(columns) :] = 0
    for row, seat in enumerate(seats):
        for offer, score in allowed(table, seat).items():
            value[row, numbers.get(offer, [])] = score + (pinned if seat.id in table.pins else person)
    rows, found = linear_sum_assignment(value, maximize=True)
    scores = [
        seats[row].scores[columns[column]]
        for row, column in zip(rows.tolist(), found.tolist(), strict=True)
        if column < len(columns)
    ]
    return Objective(len(scores), sum(scores))
