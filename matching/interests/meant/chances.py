"""How likely each concept is what a phrase as a whole asks for."""

from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import tokens_of
from matching.interests.meant.tables import MOST, STEPS, load_tables, moved_numbers_of

HALF_SAID: Final = 0.05
"""What words say that say nearly nothing: a phrase of them alone stays near the middle, where all is unlikely."""

Chances = NDArray[np.float32]


@lru_cache(maxsize=4096)
def chances_of(phrase: str, vocabulary: Vocabulary) -> Chances | None:
    """Return how likely a phrase asks for each concept: 0..1, float32, one per concept; None of unknown words only.

    A concept that the tables lack has no number (nan), so that it is neither more nor less than any threshold.
    """
    known = [numbers for token in tokens_of(phrase) if (numbers := moved_numbers_of(token.text)) is not None]
    if not known:
        return None
    rows = np.array(known)
    says = rows[:, 0] / MOST
    meant = (says @ rows[:, 1:] / STEPS) / (says.sum() + HALF_SAID)
    tables = load_tables()
    sizes = meant.astype(np.float32) @ tables.places + tables.before
    shares = np.exp(sizes - sizes.max())
    # The last one is what is no wish at all.
    chances = np.append(shares[:-1] / shares.sum(), np.float32(np.nan)).astype(np.float32)
    found: Chances = chances[_columns(vocabulary)]
    found.setflags(write=False)
    return found


@cache
def _columns(vocabulary: Vocabulary) -> NDArray[np.intp]:
    """Return where the tables hold each concept, one per concept; -1, the last, of those that they lack."""
    places = {concept: place for place, concept in enumerate(load_tables().concepts)}
    return np.array([places.get(concept.id, -1) for concept in vocabulary.concepts], np.intp)
