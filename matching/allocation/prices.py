"""The price of a place: what one more place of each offer would bring, and so the proof that nothing does better."""

import numpy as np

from matching.allocation.candidates import Candidates, Integers


def prices_of(candidates: Candidates, chosen: Integers) -> Integers:
    """Return the lowest prices at which every seat is content with what was chosen: units, int64, one per offer.

    A seat that would gain by an offer bids for it what it would gain, given the price of what it has; bids rise until
    nobody can. With an optimal choice that ends within one round per offer; with any other the proof simply fails.
    """
    if not len(candidates.seats):
        return np.zeros_like(candidates.places)
    order = np.lexsort((candidates.seats, candidates.offers))
    offers, seats, worth = candidates.offers[order], candidates.seats[order], candidates.worth[order]
    begins = np.flatnonzero(np.diff(offers, prepend=-1))
    wanted = offers[begins]
    has, has_worth = candidates.offers_of(chosen), candidates.worth_of(chosen)
    # One more than there are offers: going nowhere is free.
    prices = np.zeros(len(candidates.places) + 1, np.int64)
    # Never for ever: a choice that is not optimal simply fails its proof.
    for _ in range(len(prices)):
        bids = np.maximum.reduceat(worth + (prices[has] - has_worth)[seats], begins)
        if (bids <= prices[wanted]).all():
            break
        prices[wanted] = np.maximum(prices[wanted], bids)
    return prices[:-1]


def upper_bound(candidates: Candidates, prices: Integers) -> int:
    """Return what no allocation exceeds, in units: true for any prices of nought or more, tight for the right ones.

    Every seat gains at the most its best offer's worth above the price, and all places together at the most the price.
    """
    gains = np.zeros(candidates.seat_count, np.int64)
    np.maximum.at(gains, candidates.seats, candidates.worth - prices[candidates.offers])
    return int(gains.sum()) + int((prices * candidates.places).sum())
