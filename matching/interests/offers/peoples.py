"""Peoples, and where a text means people by them: Turkse vrouwen, mensen uit Turkije; but no Turks eten."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import cache
from typing import Final, NamedTuple

from matching.interests.dutch import fold
from matching.interests.lexicon import Community, communities
from matching.interests.offers.groups import in_compound, said
from matching.parameters import parameters_of

_MOST_BETWEEN: Final = parameters_of("offers").count("most_between")


class _Names(Enum):
    """What a word that belongs to a people names: those who are of it, what is of it, or where it comes from."""

    PEOPLE = auto()
    WHAT_IS_OF_IT = auto()
    COUNTRY = auto()


class PeopleNamed(NamedTuple):
    """The communities that words name as people, and from where to where those words stand."""

    communities: tuple[str, ...]
    first: int
    last: int


def communities_of(word: str) -> tuple[str, ...]:
    """Return the communities of which a folded word names people or what is theirs: Turken, Turks; no country."""
    return tuple(dict.fromkeys(code for code, names in _words().get(word, ()) if names is not _Names.COUNTRY))


def people_at(words: Sequence[str], place: int) -> PeopleNamed | None:
    """Return the people whom a word means in a sentence, or nothing where it means a language, food or place."""
    found: list[str] = []
    first = last = place
    for code, names in _words().get(words[place], ()):
        if names is _Names.WHAT_IS_OF_IT:
            until = _last_of_people(words, place)
            if until is not None:
                found.append(code)
                last = max(last, until)
        elif names is _Names.PEOPLE:
            found.append(code)
        elif (since := _first_from(words, place)) is not None:
            found.append(code)
            first = min(first, since)
    return PeopleNamed(tuple(dict.fromkeys(found)), first, last) if found else None


def tokens_of_community(code: str) -> frozenset[str]:
    """Return a community's code, and the languages that it speaks besides where it is a country: TR, tr, ku."""
    return frozenset((code, *_spoken().get(code, ())))


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    return {each.code: each.languages for each in communities()}


def _last_of_people(words: Sequence[str], place: int) -> int | None:
    """Return the last of the words that say who is of a people, from the word for what is of it on."""
    following = range(place + 1, min(place + 1 + _MOST_BETWEEN, len(words)))
    after = words[following[0]] if following else ""
    # A group is a word of its own, that says more than for whom it is.
    if in_compound(after) or (after in said("own_groups") and words[place] not in said("learnt")):
        return place
    for at in following:
        if words[at] in said("persons"):
            return at
        # Only an inflected word goes with one that is further on: Turks en vrouwen are two things.
        if not words[place].endswith("e") or not (words[at] in said("between") or communities_of(words[at])):
            return None
    return None


def _first_from(words: Sequence[str], place: int) -> int | None:
    """Return from where on words say that people are from a country: mensen uit Somalië, ik kom uit Somalië."""
    before = range(place - 1, max(place - 1 - _MOST_BETWEEN, -1), -1)
    if not before or words[before[0]] not in {"uit", "van"}:
        return None
    if words[before[0]] == "uit" and place + 1 < len(words) and words[place + 1] in said("coming"):
        return before[0]
    for at in before:
        if words[at] in said("persons") or words[at] in said("coming"):
            return at
        if words[at] not in said("come_from"):
            return None
    return None


@cache
def _words() -> dict[str, tuple[tuple[str, _Names], ...]]:
    """Return what each word names of which community, once."""
    by_word: dict[str, tuple[tuple[str, _Names], ...]] = {}
    for community in communities():
        for word, names in _words_for(community):
            by_word[fold(word)] = (*by_word.get(fold(word), ()), (community.code, names))
    return by_word


def _words_for(community: Community) -> list[tuple[str, _Names]]:
    forms = [form for adjective in community.adjectives for form in (adjective, _inflected(adjective))]
    return [
        *((word, _Names.PEOPLE) for word in community.people),
        *((word, _Names.WHAT_IS_OF_IT) for word in forms),
        *((word, _Names.COUNTRY) for word in community.countries),
    ]


def _inflected(adjective: str) -> str:
    """Return the form before a noun with a de: Turks, Turkse; Chinees, Chinese; Indiaas, Indiase."""
    doubled = adjective.endswith(("ees", "aas"))
    return f"{adjective[:-2]}se" if doubled else f"{adjective}e"
