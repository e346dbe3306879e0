"""Where the clauses of a wish begin: at a sign, and at whatever word its reader takes for a beginning."""

from collections.abc import Callable, Iterator, Sequence

from matching.interests.dutch import Token


def is_set_apart(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a comma or the end of a sentence stands between a word and the one before."""
    token, before = tokens[place], tokens[place - 1]
    return token.after_comma or token.position > before.position + 1


def clauses(tokens: Sequence[Token], opens: Callable[[int], bool]) -> Iterator[range]:
    """Yield the places of each clause, which begins at a sign or at a place that opens one; nothing of no words."""
    start = 0
    for place in range(1, len(tokens)):
        if is_set_apart(tokens, place) or opens(place):
            yield range(start, place)
            start = place
    if tokens:
        yield range(start, len(tokens))
