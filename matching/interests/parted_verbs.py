"""Verbs of which a part stands elsewhere: ik knapte vroeger fietsen op, ik maakte kantoren schoon."""

from dataclasses import replace
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.denials import DENIALS
from matching.interests.dutch import PARTICLES, Token, bases, common_words, verb_bases
from matching.interests.terms import Terms
from matching.parameters import parameters_of

_PARTED_WITHIN: Final = parameters_of("reading").count("parted_within")
_GOES_ON = frozenset({"en", "of", "bij", "met", "in", "op", "aan", "voor", "van", "uit", "als", "toen", "maar"})


def rejoined(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Return the words, each verb whose first part stands at the end made whole: ik (schoon)maakte kantoren schoon."""
    whole = list(tokens)
    for end, particle in enumerate(tokens):
        if particle.text in PARTICLES and _ends_clause(tokens[end : end + 2]):
            for place in reversed(range(max(end - _PARTED_WITHIN, 0), end)):
                verb = _joined(particle.text, tokens[place].text, vocabulary.terms)
                if verb or tokens[place].text in DENIALS:
                    whole[place] = replace(tokens[place], text=verb or tokens[place].text)
                    break
    return whole


def _ends_clause(tokens: list[Token]) -> bool:
    """Tell whether the first of two words stands at the end of what is said."""
    return len(tokens) == 1 or tokens[1].text in _GOES_ON or tokens[1].position > tokens[0].position + 1


def _joined(particle: str, form: str, terms: Terms) -> str | None:
    """Return the verb of which a form, with the part that left it, is one: op and knapte, voor and las."""
    strong = particle + common_words().irregular.get(form, "-")
    stems = (*(particle + stem for stem in (form, *verb_bases(form))), *bases(strong))
    return next((terms.verbs[stem] for stem in stems if stem in terms.verbs), None)
