"""For whom an offer is, as its title and text say it: facts, never a topic."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from matching.interests.dutch import Token, fold, tokens_of
from matching.interests.offers.groups import AUDIENCES, audience_words, in_compound, said
from matching.interests.offers.peoples import PeopleNamed, communities_of, people_at
from matching.interests.offers.practical import Tells, told_by
from matching.interests.offers.text import SentenceSpan, Text, part_words
from matching.parameters import parameters_of
from matching.vocabulary import Audience

_READ: Final = parameters_of("offers")
_MOST_BETWEEN: Final = _READ.count("most_between")
_OLDER_FROM: Final = _READ.count("older_from")
_CALLED_OLDER_FROM: Final = _READ.count("called_older_from")
_YOUNG_UNTIL: Final = _READ.count("young_until")
_CHILDREN_UNTIL: Final = _READ.count("children_until")
_YOUNG_FROM: Final = _READ.count("young_from")
_OLDEST: Final = _READ.count("oldest")
_AGES = re.compile(
    r"(?<![\d,.])(\d{1,2}) ?(?:jaar )?(?:-|–|tot|tot en met|t/m|en) ?(\d{1,2}) ?(?:jaar|jarigen)\b", re.IGNORECASE
)
_OLDER = re.compile(
    r"\b(\d\d) ?(?:\+|-?plus(?:sers?)?\b)|\b(?:vanaf|boven de) (\d\d|[a-z]*tig)(?= jaar|\b(?! euro| uur|[:.,]\d))"
    r"|\b(\d\d|[a-z]*tig) jaar en ouder",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Whom:
    """The groups and communities that an offer is for with the words that say so, and of which ages they are."""

    audience: Mapping[Audience, str] = field(default_factory=dict)
    communities: Mapping[str, str] = field(default_factory=dict)
    ages: tuple[int, int] | None = None


NOBODY_ABOVE_OTHERS = Whom()


class Named(NamedTuple):
    """A group or community that a text names: which, from where to where, and whether a compound names it."""

    group: str
    first: int
    last: int
    is_compound: bool = False


def whom_in(title: Text, description: Text) -> Whom:
    """Return for whom an offer is; a title says more than a text that welcomes everyone."""
    audience: dict[Audience, str] = {}
    communities: dict[str, str] = {}
    for text, named in ((title, named_in_title(title)), (description, named_in_description(description))):
        for each in named:
            words = text.quote(each.first, each.last)
            if each.group in AUDIENCES:
                # The title comes first, so its words stay.
                audience.setdefault(Audience(each.group), words)
            else:
                communities.setdefault(each.group, words)
    ages = _ages(title, description, audience)
    return Whom(_apart(audience), communities, ages)


def named_in_title(text: Text) -> list[Named]:
    """Return whom a title names as those for whom it is."""
    found: list[Named] = []
    for place, token in enumerate(text.tokens):
        for group in audience_words().get(token.text, ()):
            first = _first_for(text.tokens, place, 0)
            if first is None:
                first = _first_called_after(text.tokens, place)
            if first is None and token.text in said("alone"):
                first = place
            if first is not None:
                found.append(Named(group, first, place))
        found += [Named(group, place, place, is_compound=True) for group in in_compound(token.text)]
    return [*found, *_peoples_in_title(text)]


def named_in_description(text: Text) -> list[Named]:
    """Return whom a text names as those for whom it is, where it does not welcome everyone."""
    if any(_welcomes_all(sentence) for sentence in text.sentences):
        return []
    telling = [
        sentence
        for sentence in text.sentences
        if told_by(sentence) is not Tells.PRACTICAL and said("besides").isdisjoint(sentence.words.split(" "))
    ]
    found = [
        Named(group, first, place)
        for sentence in telling
        for place in range(sentence.start, sentence.end)
        for group in audience_words().get(text.tokens[place].text, ())
        if (first := _first_named(text.tokens, place, sentence.start)) is not None
    ]
    return [*found, *(named for sentence in telling for named in _peoples_told(text, sentence))]


def _peoples_in_title(text: Text) -> Iterator[Named]:
    """Yield the peoples whom a title names: Koffie met Eritreeers; but verhalen van and koken voor them are others'."""
    for sentence in text.sentences:
        words = [token.text for token in text.tokens[sentence.start : sentence.end]]
        about = next((at for at, word in enumerate(words) if word in said("about")), len(words))
        # Who stands before voor does something for whom stands after it.
        fors = [at for at, word in enumerate(words) if word == "voor"]
        for people in _peoples_in(text, sentence):
            first = _first_named(text.tokens, people.first, sentence.start)
            is_subject = people.first - sentence.start < about and not fors
            if first is not None or is_subject:
                yield from _as_named(text, people, people.first if first is None else first)


def _peoples_told(text: Text, sentence: SentenceSpan) -> Iterator[Named]:
    """Yield the peoples for whom a sentence of a description says it is, who most of them are, or who come together."""
    words = set(sentence.words.split(" "))
    meet = not said("together").isdisjoint(words) and said("mixed").isdisjoint(words)
    for people in _peoples_in(text, sentence):
        first = _first_named(text.tokens, people.first, sentence.start)
        is_told_of = people.first > sentence.start and text.tokens[people.first - 1].text in said("about")
        is_most = bool(people.first > sentence.start and text.tokens[people.first - 1].text in said("mostly"))
        if first is not None or is_most or (meet and not is_told_of):
            yield from _as_named(text, people, people.first if first is None else first)


def _peoples_in(text: Text, sentence: SentenceSpan) -> Iterator[PeopleNamed]:
    words = [token.text for token in text.tokens[sentence.start : sentence.end]]
    for place in range(len(words)):
        if people := people_at(words, place):
            yield people._replace(first=people.first + sentence.start, last=people.last + sentence.start)


def _as_named(text: Text, people: PeopleNamed, first: int) -> Iterator[Named]:
    """Yield the communities that are named, and the groups among them: Turkse vrouwen are women too."""
    yield from (Named(code, first, people.last) for code in people.communities)
    for place in range(people.first, people.last + 1):
        yield from (Named(group, first, place) for group in audience_words().get(text.tokens[place].text, ()))


def told_of_others(text: Text) -> tuple[set[int], set[int]]:
    """Return the words of a title that name people for whom it is, and those that tell of people by whom it is.

    Een groep voor volwassen kinderen is not with children, and eenzaamheid bij ouderen is theirs.
    """
    people: set[int] = set()
    theirs: set[int] = set()
    for sentence in text.sentences:
        for place in range(sentence.start, sentence.end):
            before = [token.text for token in text.tokens[sentence.start : place]]
            if _groups_of(text.tokens[place].text) and "voor" in before:
                people.add(place)
            elif _groups_of(text.tokens[place].text) and before[-1:] == ["bij"]:
                theirs.update(range(sentence.start, place))
    return people, theirs


def groups_named(words: Iterable[str]) -> set[str]:
    """Return the groups and communities that some words name; children are named by who is none of them."""
    return {group for word in words if not _is_of_children(word) for group in _groups_of(word)}


def company_in(phrase: str) -> set[str]:
    """Return the groups and communities whose company a phrase names: Turkse vrouwen, but no Turks eten."""
    words = [token.text for token in tokens_of(phrase)]
    peoples = (people_at(words, place) for place in range(len(words)))
    named = {code for people in peoples if people for code in people.communities}
    return named | (groups_named(words) & AUDIENCES)


def _welcomes_all(sentence: SentenceSpan) -> bool:
    """Tell whether a sentence says that it is for everyone."""
    words = f" {sentence.words} "
    return " iedereen is welkom " in words or " voor iedereen " in words or " iedereen mag meedoen " in words


def _first_for(tokens: Sequence[Token], place: int, start: int) -> int | None:
    """Return where voor stands before a group, with only what belongs to it in between: voor Turkse vrouwen."""
    for at in range(place - 1, max(place - 1 - _MOST_BETWEEN, start - 1), -1):
        word = tokens[at].text
        if word in said("before"):
            before = tokens[at - 1].text if at > start else ""
            return None if before in said("otherwise") else at
        if word in said("anyone") or not _belongs(word):
            return None
    return None


def _first_named(tokens: Sequence[Token], place: int, start: int) -> int | None:
    """Return from where on a group is named in a sentence."""
    first = _first_for(tokens, place, start)
    return _first_called_after(tokens[: place + 1], place, start) if first is None else first


def _first_called_after(tokens: Sequence[Token], place: int, start: int = 0) -> int | None:
    """Return where the name of a kind of group stands before those whom it is for: woongroep Surinaamse ouderen."""
    for at in range(place - 1, max(place - 1 - _MOST_BETWEEN, start - 1), -1):
        word = tokens[at].text
        if word in said("groups"):
            return at + 1
        if not _belongs(word):
            return None
    return None


def _belongs(word: str) -> bool:
    """Tell whether a word may stand between voor and a group."""
    return word in said("passed") or word.isdigit() or bool(_groups_of(word))


def _groups_of(word: str) -> tuple[str, ...]:
    return (*audience_words().get(word, ()), *communities_of(word))


def _is_beside_others(words: str) -> bool:
    """Tell whether children are named beside those whom it is for: voor kinderen is er oppas."""
    return any(map(_is_of_children, fold(words).split()))


def _apart(audience: dict[Audience, str]) -> dict[Audience, str]:
    """Return the groups that say something: who welcomes men and women, or young and old, means nobody above others."""
    if len(audience) > 1 and _is_beside_others(audience.get(Audience.YOUNG_PEOPLE, "")):
        del audience[Audience.YOUNG_PEOPLE]
    for one, other in ((Audience.WOMEN, Audience.MEN), (Audience.YOUNG_PEOPLE, Audience.OLDER_PEOPLE)):
        if {one, other} <= audience.keys():
            del audience[one], audience[other]
    # With parents, children come along: it is not for the young by themselves.
    if Audience.PARENTS in audience:
        audience.pop(Audience.YOUNG_PEOPLE, None)
    return audience


def _ages(title: Text, description: Text, audience: dict[Audience, str]) -> tuple[int, int] | None:
    """Return the ages that are meant, and the group that they make."""
    told = next(filter(None, (_ages_in(text) for text in (title, description))), None)
    if told is not None:
        (least, most), words = told
        if most <= _YOUNG_UNTIL:
            audience.setdefault(Audience.YOUNG_PEOPLE, words)
        if least >= _OLDER_FROM:
            audience.setdefault(Audience.OLDER_PEOPLE, words)
        return (least, most)
    if Audience.YOUNG_PEOPLE in audience and Audience.PARENTS not in audience:
        are_children = any(map(_is_of_children, fold(audience[Audience.YOUNG_PEOPLE]).split()))
        return (0, _CHILDREN_UNTIL) if are_children else (_YOUNG_FROM, _YOUNG_UNTIL)
    return (_CALLED_OLDER_FROM, _OLDEST) if Audience.OLDER_PEOPLE in audience else None


def _is_of_children(word: str) -> bool:
    return word in said("children") or word.startswith(("kinder", "tiener"))


def _ages_in(text: Text) -> tuple[tuple[int, int], str] | None:
    """Return the ages that a text names with the words that do: van 8-18 jaar, 55+, vanaf zestig."""
    between = _AGES.search(text.written)
    if between and int(between.group(1)) < int(between.group(2)):
        return (int(between.group(1)), int(between.group(2))), between.group()
    for older in _OLDER.finditer(text.written):
        least = _in_figures(next(filter(None, older.groups())))
        if least >= _OLDER_FROM:
            return (least, _OLDEST), older.group()
    return None


def _in_figures(age: str) -> int:
    """Return an age as a number; nought for a word that is none."""
    return int(age) if age.isdigit() else int(part_words()["whom"]["ages"].get(age.lower(), 0))
