"""What a coach tells of someone before the wish: mevrouw was imker met haar vader en zou het liefst breien."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from matching.interests.clauses import is_set_apart
from matching.interests.dutch import Token, common_words
from matching.interests.evidence import Grade
from matching.interests.forms import Reading, weakened
from matching.interests.heart import clearly_read


def doubt_background(tokens: Sequence[Token], readings: list[Reading], refused: AbstractSet[int]) -> None:
    """Make guesses of what is told before a wish that clearly says what is wished; what is refused stays so."""
    start = _start_of_wish(tokens)
    if any(place >= start for place in clearly_read(readings)):
        for place in set(range(start)) - refused:
            readings[place] = weakened(readings[place], 1, Grade.GUESS)


def _start_of_wish(tokens: Sequence[Token]) -> int:
    """Return where the last clause begins that wishes something, after what is told; 0 where nothing is told first."""
    said = common_words().heart
    words = [token.text for token in tokens]
    if said["tellers"].isdisjoint(words[:1]) or said["owning"].isdisjoint(words[1:3]):
        return 0
    start = max((place for place in range(2, len(tokens)) if _opens_wish(tokens, place)), default=0)
    # Who is fond of dancing and wants to learn to sing would like both.
    return start if said["liking"].isdisjoint(words[:start]) else 0


def _opens_wish(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a clause begins with wishing: en wil, maar zou graag, en ze zoekt."""
    said = common_words().heart
    before = place - 1 if tokens[place - 1].text in said["tellers"] else place
    is_start = is_set_apart(tokens, before) or tokens[before - 1].text in said["turns"]
    return tokens[place].text in said["wanting"] and is_start
