"""A question about one client, and what is sought for it: wishes, what is avoided, and what each finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.catalogue import Catalogue
from matching.catalogue.hits import Hits
from matching.catalogue.postings import Rows
from matching.catalogue.remembered import likeness_to
from matching.facts import ClientProfile
from matching.geography import TravelSpeeds
from matching.interests import Vocabulary, leaves_open, resolve_avoided, resolve_wish
from matching.judging.appeal import Appeal, appeal_of, avoided_of, invitation_of
from matching.judging.bounds import Bounds, bounds_of
from matching.judging.running import Running
from matching.judging.whom import Fit, favour
from matching.parameters import parameters_of
from matching.vocabulary import Language, OfferKind

_READ: Final = parameters_of("question")
_MAY_SUIT: Final = parameters_of("likeness").number("may_suit")


@dataclass(frozen=True, slots=True)
class Question:
    """What a coach asks about one client."""

    client: ClientProfile
    on: date
    kinds: frozenset[OfferKind] = frozenset()
    limit: int = _READ.count("matches")
    near_misses: int = _READ.count("near_misses")
    weights: Mapping[str, float] = field(default_factory=dict)
    language: Language = Language.DUTCH
    is_list: bool = True
    """Whether answers count among each other; at a table and in a city a pair stands for itself."""
    policy_cap_hours: float = _READ.number("policy_cap_hours")
    speeds: TravelSpeeds = field(default_factory=TravelSpeeds)

    def bounds(self, catalogue: Catalogue) -> Bounds:
        """Work out what the client allows, over this catalogue."""
        return bounds_of(self.client, catalogue, on=self.on, policy_cap_hours=self.policy_cap_hours, speeds=self.speeds)


class Sought(NamedTuple):
    """What a client asks for and wants to avoid, each with what it finds, and the wishes that mean nothing."""

    wished: dict[str, Hits]
    avoided: dict[str, Hits]
    unresolved: tuple[str, ...]
    is_open: bool

    def found_in(self, places: Rows, appeal: Appeal) -> bool:
        """Tell whether any of some offers has to do with what was asked; what is left open is answered by any offer."""
        if self.is_open:
            return len(places) > 0
        # Where nothing was read, something quite alike may still be it: then nobody is told that nothing suits.
        return bool(appeal.answers.take(places).any() or (appeal.likeness.take(places) >= _MAY_SUIT).any())

    @property
    def answering(self) -> list[NDArray[np.int32]]:
        """The rows that answer each wish, in order: int32, one array per wish."""
        return [hits.answering for hits in self.wished.values()]

    def unanswered(self, is_asked: NDArray[np.bool_]) -> tuple[str, ...]:
        """Return the wishes that none of the offers asked about answers: bool, one per row."""
        answered = zip(self.wished, self.answering, strict=True)
        return tuple(asked for asked, rows in answered if not is_asked.take(rows).any())

    def appeal(self, catalogue: Catalogue, bounds: Bounds, running: Running, fit: Fit) -> Appeal:
        """Work out how each offer in the running appeals to who asks this."""
        rows, asked = running.rows, (*self.wished, *self.unresolved)
        likeness = likeness_to(catalogue.columns, asked, rows) if asked else None
        appeal = appeal_of(list(self.wished.values()), likeness, running)
        appeal = appeal._replace(interest=favour(appeal.interest, fit))
        if not self.is_open:
            return appeal
        invitation = invitation_of(rows, catalogue.columns, bounds)
        return appeal._replace(interest=np.maximum(appeal.interest, invitation / 2) if self.wished else invitation)


def seek(catalogue: Catalogue, client: ClientProfile) -> Sought:
    """Read what a client asks for and wants to avoid, and find it in the catalogue."""
    clear = [phrase for phrase in client.interests if not leaves_open(phrase, catalogue.vocabulary)]
    phrases: dict[str, str] = {}
    for phrase in clear:
        # Said twice, a wish counts once, as it was said first.
        phrases.setdefault(phrase.casefold(), phrase)
    wished = {phrase: catalogue.find_wish(phrase) for phrase in phrases.values()}
    named = _refused(client, catalogue.vocabulary)
    for phrase in client.avoid:
        named[phrase] = catalogue.strengths(resolve_avoided(phrase, catalogue.vocabulary))
    avoided = avoided_of(named, [hits.phrase for hits in wished.values()])
    return Sought(
        wished={asked: hits for asked, hits in wished.items() if hits.phrase},
        avoided={asked: catalogue.find(strengths) for asked, strengths in avoided.items()},
        unresolved=tuple(asked for asked, hits in wished.items() if not hits.phrase),
        is_open=len(clear) < len(client.interests),
    )


def _refused(client: ClientProfile, vocabulary: Vocabulary) -> dict[str, Mapping[int, float]]:
    """Return what the wishes themselves refuse, by the words that say so: "liever tuinieren dan koken"."""
    wishes = [resolve_wish(phrase, vocabulary) for phrase in client.interests]
    return {each.words: wish.avoided for wish in wishes for each in wish.refused}
