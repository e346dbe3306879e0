"""Every offer that can be considered, as columns and postings; which row it got never matters to an answer."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.columns import ANY_AGE, UNKNOWN, Columns, mask_of
from matching.catalogue.hits import Hits
from matching.catalogue.load_hints import hints_of
from matching.catalogue.postings import Entries, Posting, Quote
from matching.facts import OfferFacts
from matching.interests import (
    FreeWords,
    Grade,
    Shown,
    Texts,
    Vocabulary,
    Wish,
    in_role,
    load_vocabulary,
    resolve_offer,
    resolve_wish,
    shown_by_kind,
    teaches_dutch,
    tokens_of_community,
    whom_of,
)
from matching.interests.likeness import place_texts
from matching.interests.meant import half_moved_numbers_of
from matching.parameters import parameters_of
from matching.vocabulary import FoundIn, Language, OfferStatus

_FIRST_CAPACITY: Final = 64
_LANGUAGE_BITS: Final = 64
_READ: Final = parameters_of("strength")
_CLEARLY: Final = _READ.number("clear")
_NOTHING_SHOWN: Final[Entries] = np.empty((0, 3), np.int32)
_NOT_CONSIDERED: Final = frozenset({OfferStatus.DRAFT, OfferStatus.WITHDRAWN})


class OfferName(NamedTuple):
    """What people call an offer, and where they say it is."""

    title: str
    place: str


class Catalogue:
    """The offers of a service; drafts and withdrawn offers are never considered, so they are not kept."""

    def __init__(self) -> None:
        self.vocabulary: Final[Vocabulary] = load_vocabulary()
        self.ids: Final[list[str]] = []
        self.names: Final[list[OfferName]] = []
        self.words: Final[list[Quote]] = []
        self._rows: dict[str, int] = {}
        self._columns = Columns()
        self._view: Columns | None = None
        self._shown: list[Entries] = []
        self._postings: defaultdict[int, Posting] = defaultdict(Posting)
        self._word_numbers: dict[Quote, int] = {}
        self._language_numbers: dict[str, int] = {}
        self._community_numbers: dict[str, int] = {}
        self._organization_numbers: dict[str, int] = {}
        self._free_words = FreeWords(self.vocabulary)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, offer_id: str) -> bool:
        return offer_id in self._rows

    @property
    def columns(self) -> Columns:
        """The facts of all offers, as views that hold until the next change."""
        if self._view is None:
            self._view = self._columns.first(len(self))
        return self._view

    @property
    def nbytes(self) -> int:
        """How much memory the columns and postings take."""
        return self._columns.nbytes + sum(posting.nbytes for posting in self._postings.values())

    def put(self, offer: OfferFacts) -> None:
        """Take in an offer, in place of what was known under its id."""
        if offer.status in _NOT_CONSIDERED:
            self.remove(offer.id)
            return
        row = self._row_for(offer.id)
        # An offer's words are read now, once, so that a question only looks them up.
        shown = self._read(offer)
        hints = hints_of(offer, shown.values(), self.vocabulary)
        self._columns.write(
            row,
            offer,
            named={
                "languages": self._language_mask(offer.languages),
                "organization": self._organization_numbers.setdefault(
                    offer.organization_id, len(self._organization_numbers)
                ),
                "topic": _topic(shown.values()),
                "teaches_dutch": teaches_dutch(shown.values(), offer.kind, self.vocabulary),
                "direction": place_texts(
                    (offer.title, ", ".join(offer.interests), offer.description), half_moved_numbers_of
                ).tobytes(),
                **self._whom(offer),
            },
            hints={axis: self._number_of_words(words) for axis, words in hints.items()},
        )
        self.names[row] = OfferName(offer.title, offer.place)
        self._post(row, shown)
        self._note(row)

    def remove(self, offer_id: str) -> None:
        """Forget an offer, if it is known; the last row takes its place."""
        row = self._rows.pop(offer_id, None)
        if row is None:
            return
        self._unpost(row)
        # The columns stay without holes, so that a test over a column needs no mask.
        last_id, last_name, last_shown = self.ids.pop(), self.names.pop(), self._shown.pop()
        last = len(self)
        self._note(row, last)
        if row != last:
            self.names[row] = last_name
            self._move(last, to=row, offer_id=last_id, shown=last_shown)

    def row_of(self, offer_id: str) -> int:
        """Return the row of a known offer, which holds until the next change; raises KeyError for any other."""
        return self._rows[offer_id]

    def related(self, row: int) -> NDArray[np.bool_]:
        """Return which offers are clearly about something that this one is about too: bool, one per row."""
        related = np.zeros(len(self), np.bool_)
        for concept in self._shown[row][:, 0].tolist():
            if concept < len(self.vocabulary.concepts):
                related[self._postings[concept].from_weight(_CLEARLY)[:, 0]] = True
        return related

    def tells_what(self, row: int) -> bool:
        """Tell whether it is read for certain what one does at an offer."""
        known = len(self.vocabulary.concepts)
        return any(
            concept < known and self.words[number].grade is Grade.CERTAIN
            for concept, _, number in self._shown[row].tolist()
        )

    def strengths(self, wish: Wish) -> dict[int, float]:
        """Return how well each concept, and each word that only offers know, would fulfil a wish, 0..1."""
        return wish.strengths | self._free_words.strengths(wish)

    def find_wish(self, phrase: str) -> Hits:
        """Find what answers a wish in the client's own words; it holds until the next change."""
        wish = resolve_wish(phrase, self.vocabulary)
        # A word that only offers know may have come with an offer.
        met = tuple(self._free_words.strengths(wish)) if wish.unknown else ()

        def look_up() -> Hits:
            parts = tuple(map(self._free_words.met, wish.parts))
            return self._searched(Hits(self.strengths(wish), parts=parts, grades=wish.grades, groups=wish.groups))

        return self._recall((phrase, met), look_up)

    def find(self, phrase: Mapping[int, float]) -> Hits:
        """Find what answers a phrase, given as concepts with strengths; it holds until the next change."""
        return self._recall(tuple(phrase.items()), lambda: self._searched(Hits(phrase)))

    def _searched(self, hits: Hits) -> Hits:
        hits.search(self._postings, rows=len(self))
        return hits

    def _recall(self, key: Hashable, look_up: Callable[[], Hits]) -> Hits:
        fresh: Hits | None = self._columns.memory.fresh(key)
        if fresh is not None:
            return fresh
        rows = len(self)

        def mend(hits: Hits, changed: Iterable[int]) -> None:
            for row in changed:
                hits.mend(row, self._shown[row] if row < rows else _NOTHING_SHOWN)

        return self._columns.memory.recall(key, look_up=look_up, mend=mend, rows=rows)

    def labels(self, language: Language) -> tuple[str, ...]:
        """Return what people call each concept of the vocabulary, by its number."""
        return _labels(self.vocabulary, language)

    def language_bits(self, languages: Iterable[str]) -> dict[str, int]:
        """Return the bit of each language, of those named, that some offer speaks; the others are left out."""
        numbers = self._language_numbers
        return {main: 1 << numbers[main] for main in map(_main, languages) if main in numbers}

    def community_bits(self, codes: Iterable[str]) -> int:
        """Return the bits of communities, by code and by the languages that they speak, that some offer is for."""
        numbers = self._community_numbers
        named = {token for code in codes for token in tokens_of_community(code)}
        return sum(1 << numbers[token] for token in named if token in numbers)

    def _whom(self, offer: OfferFacts) -> dict[str, int]:
        """Return the columns that say for whom an offer is: as the partner says, and else as the texts do."""
        read = whom_of(_texts(offer))
        audience, communities = offer.audience or read.audience.keys(), offer.communities or tuple(read.communities)
        for token in sorted({token for code in communities for token in tokens_of_community(code)}):
            if len(self._community_numbers) < _LANGUAGE_BITS:
                self._community_numbers.setdefault(token, len(self._community_numbers))
        # What the partner says of ages is a limit already.
        least, most = (0, ANY_AGE) if offer.audience or read.ages is None else read.ages
        # Words that name no community prove none; of an offer for women, too, that it is for them is said.
        said = next(iter(read.communities.values()), "" if audience else ", ".join(communities))
        return {
            "audience": mask_of(audience),
            "communities": self.community_bits(communities),
            "meant_from": least,
            "meant_to": most,
            "whom_said": self._number_of_words(Quote(FoundIn.DESCRIPTION, said)),
        }

    def _row_for(self, offer_id: str) -> int:
        """Return the row to write an offer in: the one it has, emptied of what it showed, or a new one."""
        row = self._rows.get(offer_id)
        if row is not None:
            self._unpost(row)
            return row
        row = self._rows[offer_id] = len(self)
        # Growing by a quarter keeps both the copying and the empty room small.
        if row == self._columns.capacity:
            self._columns.resize(max(_FIRST_CAPACITY, row * 5 // 4))
        self.ids.append(offer_id)
        self.names.append(OfferName("", ""))
        self._shown.append(_NOTHING_SHOWN)
        return row

    def _note(self, *rows: int) -> None:
        self._view = None
        self._columns.memory.note(*rows)

    def _language_mask(self, languages: Iterable[str]) -> int:
        for main in map(_main, languages):
            # Languages only rank; past the 64th to appear in a catalogue, a language counts as unknown.
            if len(self._language_numbers) < _LANGUAGE_BITS:
                self._language_numbers.setdefault(main, len(self._language_numbers))
        return sum(self.language_bits(languages).values())

    def _post(self, row: int, shown: Mapping[int, Shown]) -> None:
        numbers = [self._number_of_words(Quote(each.where, each.words, each.grade)) for each in shown.values()]
        weights = np.array([each.strength for each in shown.values()], np.float32).view(np.int32)
        self._shown[row] = np.array((list(shown), weights, numbers), np.int32).T
        for concept, weight, number in self._shown[row].tolist():
            self._postings[concept].add(row, weight=weight, evidence=number)

    def _unpost(self, row: int) -> None:
        for concept in self._shown[row][:, 0].tolist():
            self._postings[concept].remove(row)

    def _read(self, offer: OfferFacts) -> Mapping[int, Shown]:
        texts = _texts(offer)
        shown = (
            *shown_by_kind(offer.kind, self.vocabulary),
            *resolve_offer(texts, self.vocabulary),
            *self._free_words.show(texts),
        )
        return {each.concept: in_role(each, offer.kind, self.vocabulary) for each in shown}

    def _number_of_words(self, words: Quote) -> int:
        number = self._word_numbers.setdefault(words, len(self.words))
        if number == len(self.words):
            self.words.append(words)
        return number

    def _move(self, row: int, *, to: int, offer_id: str, shown: Entries) -> None:
        self._columns.move(row, to=to)
        for concept in shown[:, 0].tolist():
            self._postings[concept].move(row, to=to)
        self.ids[to] = offer_id
        self._rows[offer_id] = to
        self._shown[to] = shown


def _texts(offer: OfferFacts) -> Texts:
    return Texts(offer.title, offer.interests, offer.description, offer.place, offer.kind)


@cache
def _labels(vocabulary: Vocabulary, language: Language) -> tuple[str, ...]:
    return tuple(concept.labels[language] for concept in vocabulary.concepts)


def _topic(shown: Iterable[Shown]) -> int:
    """Return the concept that an offer is about above all; -1 when it says nothing of itself."""
    best = max(shown, key=lambda each: (each.strength, -each.concept), default=None)
    return UNKNOWN if best is None else best.concept


def _main(language: str) -> str:
    return language.partition("-")[0].lower()
