"""For whom an offer is, told to one client: that it is among one's own, or to ask whether one is welcome."""

from collections.abc import Sequence
from functools import lru_cache

from matching.answer import Sentence
from matching.catalogue.postings import Quote
from matching.catalogue.shortlist import Shortlist
from matching.judging.whom import Fit
from matching.telling.sentences import Sentences, caution, reason, words_of
from matching.vocabulary import Audience, Language


def own_told(offers: Shortlist, fit: Fit, words: Sequence[Quote], language: Language) -> Sentences:
    """Say of offers that are for the client's own that they are; None for the others."""
    return [
        _own(0 if is_people and words[said].written else audience, words[said].written, language) if is_own else None
        for is_own, is_people, audience, said in zip(
            fit.own.tolist(), fit.own_people.tolist(), offers.audience, offers.whom_said, strict=True
        )
    ]


def others_told(offers: Shortlist, fit: Fit, words: Sequence[Quote], language: Language) -> Sentences:
    """Ask, at offers that are for others, whether one is welcome; None for the rest."""
    return [
        _others(audience, words[said].written, language) if is_for_others else None
        for is_for_others, audience, said in zip(
            (fit.others | fit.some).tolist(), offers.audience, offers.whom_said, strict=True
        )
    ]


@lru_cache(maxsize=1024)
def _own(audience: int, community: str, language: Language) -> Sentence:
    if audience:
        return reason("among-own", language, audience=words_of(audience, Audience, language))
    return reason("own-community", language, found=community)


@lru_cache(maxsize=1024)
def _others(audience: int, community: str, language: Language) -> Sentence:
    if audience:
        return caution("for-others", language, audience=words_of(audience, Audience, language))
    return caution("for-a-community", language, found=community)
