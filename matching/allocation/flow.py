"""The exactly optimal choice, as a flow of the least cost from seats through offers to a sink."""

from typing import Final

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching.allocation.candidates import NOWHERE, Candidates, Integers

_ROW: Final = np.int32


def choose(candidates: Candidates) -> Integers:
    """Return the pair chosen, int64, one per seat, -1 for none: most people placed, then the highest score.

    1. An arc from seat to offer for each pair, of capacity one, at the cost of what the score leaves to be wished.
    2. An arc from each offer to the sink with its places as capacity.
    3. The largest flow first, then the cheapest of that size: exact in both, without a weight between them.
    """
    chosen = np.full(candidates.seat_count, NOWHERE, np.int64)
    if not len(candidates.seats):
        return chosen
    flow = SimpleMinCostFlow()
    first_offer, sink = candidates.seat_count, candidates.seat_count + len(candidates.places)
    pairs = flow.add_arcs_with_capacity_and_unit_cost(
        candidates.seats.astype(_ROW),
        (first_offer + candidates.offers).astype(_ROW),
        # One person takes one place.
        np.ones_like(candidates.seats),
        -candidates.units,
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        np.arange(first_offer, sink, dtype=_ROW),
        np.full(len(candidates.places), sink, _ROW),
        candidates.places,
        np.zeros_like(candidates.places),
    )
    flow.set_nodes_supplies(np.arange(first_offer, dtype=_ROW), np.ones(first_offer, np.int64))
    flow.set_node_supply(sink, -first_offer)
    status = flow.solve_max_flow_with_min_cost()
    if status != SimpleMinCostFlow.Status.OPTIMAL:
        # A wrong allocation would be worse than none.
        raise ArithmeticError(f"the flow has no optimum: {status}")
    taken = np.flatnonzero(flow.flows(pairs))
    chosen[candidates.seats[taken]] = taken
    return chosen
