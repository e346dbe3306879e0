"""The engine's front door: what the service may use to match people with offers.

`matching.allocation` has its own: it loads a solver, which whoever asks about one client does without.
"""

from matching.answer import (
    Answer,
    Blocker,
    InterestMatch,
    Match,
    NamedConcept,
    NearMiss,
    ReadWish,
    Sentence,
    StartStep,
    Travelled,
)
from matching.catalogue.bits import from_bits, to_bits
from matching.catalogue.catalogue import Catalogue
from matching.catalogue.columns import number_of
from matching.catalogue.descent import Descent, DescentSign, Guise, descent_of
from matching.geography import TravelSpeeds, distance_km
from matching.interests import (
    Clarity,
    Grade,
    Suggestion,
    Texts,
    Whom,
    clarity_of,
    fold,
    hold_vocabulary,
    load_vocabulary,
    suggest,
    whom_of,
)
from matching.interests.lexicon import things
from matching.judging.limits import LIMIT_CODES
from matching.judging.question import Question
from matching.judging.scoring import WEIGHTS
from matching.judging.suitability import suits
from matching.paths import Path, PathOption, Rung, next_steps, path
from matching.ranking import Choice, choose, first_reason, rank
from matching.telling.days import (
    day_in_words,
    day_part_in_words,
    month_in_words,
    near_day_in_words,
    time_in_words,
    weekday_of,
)
from matching.telling.sentences import codes_of, enumerate_words, number_in_words, word, word_of, words_of
from matching.telling.wishes import read_wishes
from matching.waiting import Waiting
from matching.wording import read_sections, read_words

__all__ = [
    "LIMIT_CODES",
    "WEIGHTS",
    "Answer",
    "Blocker",
    "Catalogue",
    "Choice",
    "Clarity",
    "Descent",
    "DescentSign",
    "Grade",
    "Guise",
    "InterestMatch",
    "Match",
    "NamedConcept",
    "NearMiss",
    "Path",
    "PathOption",
    "Question",
    "ReadWish",
    "Rung",
    "Sentence",
    "StartStep",
    "Suggestion",
    "Texts",
    "TravelSpeeds",
    "Travelled",
    "Waiting",
    "Whom",
    "choose",
    "clarity_of",
    "codes_of",
    "day_in_words",
    "day_part_in_words",
    "descent_of",
    "distance_km",
    "enumerate_words",
    "first_reason",
    "fold",
    "from_bits",
    "hold_vocabulary",
    "load_vocabulary",
    "month_in_words",
    "near_day_in_words",
    "next_steps",
    "number_in_words",
    "number_of",
    "path",
    "rank",
    "read_sections",
    "read_wishes",
    "read_words",
    "suggest",
    "suits",
    "things",
    "time_in_words",
    "to_bits",
    "weekday_of",
    "whom_of",
    "word",
    "word_of",
    "words_of",
]
