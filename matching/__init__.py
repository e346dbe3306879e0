"""The engine's front door: what the service may use to match people with offers.

`matching.allocation` has its own: it loads a solver, which whoever asks about one client does without.
"""

from matching.answer import Answer, Blocker, InterestMatch, Match, NearMiss, Sentence, StartStep, Travelled
from matching.catalogue.catalogue import Catalogue
from matching.geography import TravelSpeeds, distance_km
from matching.interests import Suggestion, load_vocabulary, suggest
from matching.judging.suitability import suits
from matching.paths import Path, PathOption, Rung, next_steps, path
from matching.ranking import Question, rank

__all__ = [
    "Answer",
    "Blocker",
    "Catalogue",
    "InterestMatch",
    "Match",
    "NearMiss",
    "Path",
    "PathOption",
    "Question",
    "Rung",
    "Sentence",
    "StartStep",
    "Suggestion",
    "TravelSpeeds",
    "Travelled",
    "distance_km",
    "load_vocabulary",
    "next_steps",
    "path",
    "rank",
    "suggest",
    "suits",
]
