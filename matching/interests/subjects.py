"""Wishes that say just one subject: what it is, without the words that only say that one wishes it."""

from collections.abc import Sequence

from matching.interests.dutch import Token, common_words
from matching.interests.terms import Terms


def subjects_told(tokens: Sequence[Token], terms: Terms) -> tuple[int, ...]:
    """Return what a listed subject means where nothing is said but that one wishes it: graag iets met piccolo."""
    asking = common_words().subjects
    words = [token.text for token in tokens if token.counts]
    start, end = 0, len(words)
    while True:
        told = terms.subjects.get(" ".join(words[start:end]))
        if told is not None:
            return told
        if start < end and words[end - 1] in asking["after"]:
            end -= 1
        elif start < end and words[start] in asking["before"]:
            start += 1
        else:
            return ()


def taught_in(text: str, written: Sequence[Token]) -> str:
    """Return what a course is in which someone wishes to follow: een cursus mozaïek volgen; else nothing."""
    said = common_words().subjects
    at = next((place for place, token in enumerate(written) if token.text not in said["before"] and token.counts), 0)
    is_followed = len(written) > at + 1 and written[-1].text in said["following"]
    if not is_followed or said["courses"].isdisjoint(token.text for token in written[:at]):
        return ""
    return text[written[at].start : written[-1].start]
