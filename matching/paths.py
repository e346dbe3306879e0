"""What may come next, for who asks: staying comes first, then real open offers, one rung of the ladder at a time.

Nothing here is a duty. A rung for which no open offer suits the client is named, as a gap in what is offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from matching.answer import Match, Sentence
from matching.catalogue.catalogue import Catalogue
from matching.catalogue.columns import UNKNOWN
from matching.geography import chord_of_km
from matching.judging.limits import Blocked
from matching.judging.question import Question
from matching.parameters import parameters_of
from matching.ranking import Choice, choose
from matching.telling.sentences import said_of_paths, word

_READ: Final = parameters_of("paths")
HIGHEST_STEP: Final = _READ.count("highest_step")
_LOWEST_STEP: Final = _READ.count("lowest_step")
_SAME_PLACE_KM: Final = _READ.number("same_place_km")
_MOST_AT_A_PLACE: Final = _READ.count("most_at_a_place")
_MOST_ON_A_RUNG: Final = _READ.count("most_on_a_rung")


@dataclass(frozen=True, slots=True)
class PathOption:
    """An open offer on a path, and whether it is at the organization or location of the step before."""

    match: Match
    same_place: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder with what is open there; without options, the step is missing."""

    ladder_step: int | None
    sentence: Sentence
    options: tuple[PathOption, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """From here, where staying is fine, along the rungs."""

    ladder_step: int | None
    ladder_goal: int | None
    staying: tuple[Sentence, ...]
    rungs: tuple[Rung, ...]


def next_steps(catalogue: Catalogue, question: Question, offer_id: str) -> Path:
    """Return what may come after a known offer: something else at the same place, and one rung up."""
    row = catalogue.row_of(offer_id)
    # What the client does now tells the rung better than what was said before.
    step = int(catalogue.columns.ladder_step[row])
    now = question.client.ladder_step if step == UNKNOWN else step
    walk = _Walk(catalogue, replace(question, client=replace(question.client, ladder_step=now)))
    others = np.ones(len(catalogue), np.bool_)
    others[row] = False
    rungs = [walk.inside(row, others)]
    if now is not None and now < walk.goal:
        rungs.append(walk.rung(now + 1, others, near=walk.same_place([row])))
    return Path(now, question.client.ladder_goal, walk.staying(row), tuple(rungs))


def path(catalogue: Catalogue, question: Question) -> Path:
    """Return every rung from where the client is now up to the goal; without a goal, one rung up."""
    walk = _Walk(catalogue, question)
    everything = np.ones(len(catalogue), np.bool_)
    rungs: list[Rung] = []
    for step in range(walk.now or _LOWEST_STEP, walk.goal + 1):
        options = rungs[-1].options if rungs else ()
        rungs.append(walk.rung(step, everything, near=walk.same_place(walk.rows_of(options))))
    if walk.now is None:
        rungs = _from_the_first_open(rungs, walk)
    return Path(walk.now, question.client.ladder_goal, walk.staying(None), tuple(rungs))


def _from_the_first_open(rungs: Sequence[Rung], walk: "_Walk") -> list[Rung]:
    """Begin at the lowest rung with an offer, where it was not said on which one the client is."""
    place = next((place for place, rung in enumerate(rungs) if rung.options), 0)
    first, *further = rungs[place:]
    return [replace(first, sentence=walk.begin(first)), *further]


class _Found(NamedTuple):
    """An offer as it was chosen, not explained yet."""

    choice: Choice
    offer_id: str
    score: float
    is_suiting: bool
    same_place: bool


class _Walk:
    """One client on the way over the offers."""

    def __init__(self, catalogue: Catalogue, question: Question) -> None:
        client = question.client
        self.now = client.ladder_step
        # Without a goal one rung is far enough to look.
        above = min((self.now or _LOWEST_STEP) + 1, HIGHEST_STEP)
        self.goal = max(client.ladder_goal or above, self.now or _LOWEST_STEP)
        self._catalogue = catalogue
        # A path tells of what is open, not of what would be.
        self._question = replace(question, near_misses=0)
        self._steps = catalogue.columns.ladder_step

    def staying(self, here: int | None) -> tuple[Sentence, ...]:
        """Say that staying is fine, that there may be more hours, and that the goal is reached."""
        codes = ["stay"]
        if here is not None and self._has_more_hours(here):
            codes.append("stay-more")
        goal = self._question.client.ladder_goal
        if self.now is not None and goal is not None and self.now >= goal:
            codes.append("goal-reached")
        return tuple(said_of_paths(code, self._question.language) for code in codes)

    def begin(self, rung: Rung) -> Sentence:
        """Say what to tell about a rung on which the client may begin; what is missing is told as missing."""
        return self._say("begin", rung.ladder_step) if rung.sentence.code == "onward" else rung.sentence

    def inside(self, here: int, others: Blocked) -> Rung:
        """Return what else is about the same or about the wish at this place, without a rung up."""
        near = others & self.same_place([here])
        if self.now is not None:
            near &= self._steps <= self.now
        related = self._catalogue.related(here)
        found = [
            each
            for each in self._find(near, _MOST_AT_A_PLACE, same_place=True)
            if each.is_suiting or related[self._catalogue.row_of(each.offer_id)]
        ]
        options = self._options(found)
        code = "same-place" if options else "same-place-missing"
        return Rung(self.now, said_of_paths(code, self._question.language), options)

    def rung(self, step: int, rows: Blocked, *, near: Blocked) -> Rung:
        """Find what is open on a rung, at the place of the step before first; if anything suits, that alone."""
        on_rung = rows & (self._steps == step)
        # Where someone is known already, the step is smaller than in a new place.
        inside = self._find(on_rung & near, _MOST_ON_A_RUNG, same_place=True)
        elsewhere = self._find(on_rung & ~near, _MOST_ON_A_RUNG, same_place=False)
        found = [*inside, *elsewhere]
        suiting = [each for each in found if each.is_suiting]
        # With nothing that suits, what is open is told as something else, the best first.
        options = self._options(suiting or sorted(found, key=lambda each: -each.score))
        sentence = self._said_of(step, is_open=bool(found), is_suiting=bool(suiting))
        return Rung(step, sentence, options)

    def rows_of(self, options: Sequence[PathOption]) -> list[int]:
        """Return the rows of these options."""
        return [self._catalogue.row_of(option.match.offer_id) for option in options]

    def same_place(self, rows: Sequence[int]) -> Blocked:
        """Return which offers share an organization or a location with any of these rows: bool, one per row."""
        columns = self._catalogue.columns
        same = np.isin(columns.organization, columns.organization[list(rows)])
        for row in rows:
            across = columns.position - columns.position[:, row, None]
            same |= (across * across).sum(axis=0) <= chord_of_km(_SAME_PLACE_KM) ** 2
        return same

    def _find(self, rows: Blocked, limit: int, *, same_place: bool) -> list["_Found"]:
        choice = choose(self._catalogue, replace(self._question, limit=limit), among=rows)
        told = zip(choice.offer_ids, choice.scores, choice.suits, strict=True)
        return [_Found(choice, offer_id, score, suits, same_place) for offer_id, score, suits in told]

    def _options(self, found: Sequence["_Found"]) -> tuple[PathOption, ...]:
        """Return the first of what was found, explained; nothing else is."""
        first = found[: self._question.limit]
        return tuple(PathOption(each.choice.explain([each.offer_id])[0], each.same_place) for each in first)

    def _has_more_hours(self, here: int) -> bool:
        question, columns = self._question, self._catalogue.columns
        now = max(question.client.current_hours_per_week, float(np.nan_to_num(columns.minimum_hours[here])))
        is_room_left = question.bounds(self._catalogue).hours_left > 0
        # Unknown hours are not a number, which is never more.
        return is_room_left and bool(columns.maximum_hours[here] > now)

    def _said_of(self, step: int, *, is_open: bool, is_suiting: bool) -> Sentence:
        is_here = step == self.now
        missing = "here-missing" if is_here else "missing"
        return self._say(("here" if is_here else "onward") if is_suiting else "other" if is_open else missing, step)

    def _say(self, code: str, step: int | None) -> Sentence:
        language = self._question.language
        return said_of_paths(code, language, rung=word(f"step-{step}", language))
