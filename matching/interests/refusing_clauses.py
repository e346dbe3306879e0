"""What a clause refuses by how it is made: too much, a ramp, two words apart, what it makes one feel."""

from collections.abc import Sequence

from matching.interests.dutch import Token, common_words


def too_much(tokens: Sequence[Token], start: int, end: int, aside: set[int]) -> set[int]:
    """Return what a clause says to be too much for someone, and put aside how: toneel is me te veel poppenkast."""
    words = [token.text for token in tokens[start:end]]
    said = common_words().denying
    for at in (at for at, word in enumerate(words) if word == "te"):
        match words[:at], words[at + 1 :]:
            case [*_, verb, whose], [how, *_] if (
                verb in said["finding"] and whose in said["one"] and how not in said["hard"]
            ):
                aside.update(range(start + at, end))
                return content(tokens, start, start + at - len((verb, whose)))
            case _:
                pass
    return set()


def judged(tokens: Sequence[Token], start: int, end: int, aside: set[int]) -> set[int]:
    """Return what a clause calls bad, and put that word aside: zingen is voor mij een ramp, ik vind breien saai.

    Of one's own it is a trouble (mijn administratie is een ramp), and always or alone only too much of it.
    """
    words = [token.text for token in tokens[start:end]]
    said = common_words().denying
    if not said["rhetorical_or_own"].isdisjoint(words[:1]) or not (said["no"] | said["troubling"]).isdisjoint(words):
        return set()
    filling = (said["stressing"] | said["one"] | said["around_a_judgment"]) - said["bad"]
    telling = [at for at, word in enumerate(words) if word not in filling]
    if not telling or words[telling[-1]] not in said["bad"]:
        return set()
    verb = next((at for at in telling if words[at] in said["judging"]), None)
    if verb is None:
        return set()
    inside = [at for at in telling if verb < at < telling[-1] and words[at] not in said["bad"]]
    inside = [] if words[verb] in said["judging_before"] else inside
    refused = content(tokens, start, start + verb) if not inside else set()
    if words[verb] in said["finding_so"] and inside:
        refused = content(tokens, start + verb + 1, start + telling[-1])
    aside.update({start + at for at in telling if words[at] in said["bad"]} if refused else ())
    return refused


def parted(tokens: Sequence[Token], start: int, end: int, aside: set[int]) -> set[int]:
    """Return what a clause refuses by words apart: ik sla zingen liever over, ik ga koken uit de weg."""
    words = [token.text for token in tokens[start:end]]
    for saying in sorted(common_words().denying["parted"]):
        first, *last = saying.split("-")
        # Words that follow each other are a saying: hoeft niet ver.
        opens = words.index(first) if first in words else len(words)
        ends = next((at for at in range(opens + 2, len(words)) if words[at : at + len(last)] == last), None)
        if ends is not None:
            aside.update((start + opens, *range(start + ends, start + ends + len(last))))
            return content(tokens, start, start + ends) - aside
    return set()


def felt(tokens: Sequence[Token], start: int, end: int, aside: set[int]) -> set[int]:
    """Return what makes someone feel badly, and put the feeling aside: van zingen word ik onrustig, koken maakt me gek.

    Who feels so by himself wishes for help with it, and nobody refuses what he feels bad without.
    """
    words = [token.text for token in tokens[start:end]]
    said = common_words().denying
    if not (said["no"] | said["troubling"] | said["wishing"]).isdisjoint(words):
        return set()
    feeling = next((at for at, word in enumerate(words) if word in said["feelings"]), None)
    verb = next((at for at, word in enumerate(words) if word in said["making"]), None)
    is_mine = not said["one"].isdisjoint(words)
    if feeling is None or verb is None or verb > feeling or not is_mine:
        return set()
    by = words.index("van") if "van" in words else -1
    if by < 0 and not said["giving"].isdisjoint(words[verb : verb + 1]):
        by = 0
    if by < 0:
        return set()
    refused = (content(tokens, start, start + feeling) | content(tokens, start + feeling + 1, end)) - {start + verb}
    aside.update((start + verb, start + feeling) if refused else ())
    return refused


def left_alone(tokens: Sequence[Token], start: int, end: int, aside: set[int]) -> set[int]:
    """Return what someone would rather leave where it is: laat die schaatsen maar in het vet."""
    words = [token.text for token in tokens[start : end + 4]]
    rest = words[end - start :]
    match words[: end - start]:
        case [*before, "laat", which, _] if which in common_words().denying["left"]:
            is_so = rest[:1] == ["maar"] and common_words().denying["mine"].isdisjoint(rest)
            aside.update(range(end, min(end + len(rest), len(tokens))) if is_so else ())
            return content(tokens, start + len(before) + 1, end) if is_so else set()
        case [*before, "laat"] if [token.text for token in tokens[end:]] == ["maar"]:
            aside.update((end - 1, end))
            return content(tokens, start, end - 1) or content(tokens, 0, start)
        case _:
            return set()


def content(tokens: Sequence[Token], start: int, end: int) -> set[int]:
    """Return the places of the words that say what is refused; who refuses a trouble wishes for help with it."""
    if not common_words().denying["troubles"].isdisjoint(token.text for token in tokens[start:end]):
        return set()
    idle = common_words().denying["idle"]
    return {place for place in range(start, end) if tokens[place].counts and tokens[place].text not in idle}
