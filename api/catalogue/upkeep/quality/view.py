"""The quality of an offer, told to its partner."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from api.catalogue.offers.tables import Offer
from api.catalogue.upkeep.quality.judging import Judged, Look, judge
from api.catalogue.upkeep.quality.schemas import CriterionRead, QualityRead, UnderstoodRead
from api.catalogue.upkeep.quality.vocabulary import WEIGHT_OF, CriterionCode
from matching import Clarity, Grade, Texts, clarity_of, load_vocabulary, read_words
from matching.vocabulary import Language

WORDS: Final = read_words(Path(__file__).with_name("words.toml"))
MOST_FIRST = 3
MOST_UNDERSTOOD = 10


def show_quality(offer: Offer, language: Language, *, is_stale: bool) -> QualityRead:
    """Show how easily this offer is found and judged, and what would help."""
    texts = Texts(offer.title, offer.interests, offer.description or "", offer.location_name or "", offer.kind)
    clarity = clarity_of(texts, load_vocabulary())
    judged = judge(Look(offer, clarity, is_stale, language))
    criteria = [_criterion(code, each, language) for code, each in judged.items()]
    # What weighs most and is met least helps most; of what helps alike, the closed list says what comes first.
    lacking = sorted((each for each in criteria if each.text), key=lambda each: -_gain(each))
    return QualityRead(
        offer_id=offer.id,
        score=_score(judged),
        fix_first=lacking[:MOST_FIRST],
        criteria=criteria,
        understood=_understood(clarity, language),
    )


def _score(judged: Mapping[CriterionCode, Judged]) -> float:
    met = sum(WEIGHT_OF[code] * each.met for code, each in judged.items())
    return round(met / sum(WEIGHT_OF.values()), 2)


def _gain(criterion: CriterionRead) -> float:
    return criterion.weight * (1 - criterion.met)


def _criterion(code: CriterionCode, judged: Judged, language: Language) -> CriterionRead:
    text = None if judged.met == 1 else WORDS[language][judged.key].format(**judged.blanks)
    return CriterionRead(code=code, weight=WEIGHT_OF[code], met=round(judged.met, 2), text=text)


def _understood(clarity: Clarity, language: Language) -> list[UnderstoodRead]:
    concepts = load_vocabulary().concepts
    return [
        UnderstoodRead(
            concept=concepts[each.concept].id,
            label=concepts[each.concept].labels[language],
            found=each.words,
            where=each.where,
            is_certain=each.grade is Grade.CERTAIN,
        )
        for each in clarity.shown[:MOST_UNDERSTOOD]
    ]
