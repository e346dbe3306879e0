"""What a client is less inclined to: contributing when asking to learn, and lessons in Dutch when speaking it."""

from typing import Final

import numpy as np

from matching.catalogue.columns import Columns, number_of
from matching.catalogue.postings import Floats, Rows
from matching.facts import ClientProfile
from matching.interests import Involvement, asked_role, is_open, load_vocabulary
from matching.parameters import parameters_of
from matching.vocabulary import DutchLevel, OfferKind

_READ: Final = parameters_of("appeal")
_OTHER_ROLE: Final = np.float32(_READ.number("other_role"))
_KNOWN_ALREADY: Final = np.float32(_READ.number("known_already"))
_TAUGHT: Final = np.array((1, _KNOWN_ALREADY), np.float32)
_FLUENT: Final = number_of(DutchLevel.C1)
_AT_EASE: Final = number_of(DutchLevel.B1)
_TAKING_PART: Final = tuple(map(number_of, (OfferKind.ACTIVITY, OfferKind.COURSE)))
_CONTRIBUTING: Final = tuple(map(number_of, (OfferKind.PLACEMENT,)))
_ON_OTHER_SIDE: Final = {
    kinds: np.array([number_of(kind) in kinds for kind in OfferKind], np.float32)
    for kinds in (_TAKING_PART, _CONTRIBUTING)
}


def temper(remaining: Floats, rows: Rows, columns: Columns, *, leaning: float, speaks_dutch: bool) -> None:
    """Leave a little less of the score of rows, one each, to which a client is less inclined."""
    if leaning:
        is_other = _ON_OTHER_SIDE[other_kinds(leaning)]
        remaining *= (1 - _OTHER_ROLE * np.float32(abs(leaning)) * is_other).take(columns.kind.take(rows))
    if speaks_dutch:
        remaining *= _TAUGHT.take(columns.teaches_dutch.take(rows))


def leaning_of(client: ClientProfile) -> float:
    """Tell how much more a client asks to take part than to contribute, 1 to -1; one wish of many says nothing."""
    roles = [asked_role(phrase, load_vocabulary()) for phrase in client.interests if not is_open(phrase)]
    more = roles.count(Involvement.TAKING_PART) - roles.count(Involvement.CONTRIBUTING)
    return more / len(roles) if 2 * abs(more) >= len(roles) > 0 else 0


def other_kinds(leaning: float) -> tuple[int, ...]:
    """Return the numbers of the kinds of offer on the side that a client does not lean to."""
    return _CONTRIBUTING if leaning > 0 else _TAKING_PART


def speaks_dutch(client: ClientProfile) -> bool:
    """Tell whether a client has little to learn where Dutch is taught: by level, or with Dutch as the only language."""
    level = number_of(client.dutch_level)
    return level >= _FLUENT or (level >= _AT_EASE and set(client.languages) == {"nl"})
