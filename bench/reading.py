"""How well wishes, former work and refusals are read, on labelled lists: `python -m bench.reading`.

`wishes/labelled.tsv` holds a kind, a phrase, and the concepts that are right, acceptable and refused;
`wishes/marked_refusals.txt` sentences in which each thing is marked: [-refused], [+wished], [0 only told].
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from matching import load_vocabulary, read_wishes
from matching.vocabulary import Language, WishState

LISTS: Final = Path(__file__).with_name("wishes")
_MARK = re.compile(r"\[([-+0]) ?([^\[\]]+)\]")
_OF_MARKS: Final = {"-": "refused", "+": "wished", "0": "only told"}


class Labelled(NamedTuple):
    """A phrase, and the concepts that are right, that are acceptable too, and that it refuses."""

    kind: str
    phrase: str
    right: frozenset[str]
    near: frozenset[str]
    refused: frozenset[str]


class Read(NamedTuple):
    """What a coach hears of a phrase: told firmly, asked, and told to be refused."""

    told: frozenset[str]
    asked: frozenset[str]
    avoids: frozenset[str]


def main() -> None:
    """Print the shares of each kind of phrase, and how often marked things are told, asked or refused."""
    labelled = list(read_labelled(LISTS / "labelled.tsv"))
    for kind in sorted({each.kind for each in labelled}):
        judged = [judge(each) for each in labelled if each.kind == kind]
        shares = {name: sum(each[name] for each in judged) / len(judged) for name in judged[0]}
        print(f"{kind:6}{len(judged):5}  " + "  ".join(f"{name} {share:.2f}" for name, share in shares.items()))
    for (mark, heard), count in sorted(count_marked(LISTS / "marked_refusals.txt").items()):
        print(f"{mark:10}{heard:10}{count:6}")


def read_labelled(file: Path) -> Iterator[Labelled]:
    """Yield the phrases of a labelled list."""
    for line in file.read_text().splitlines():
        kind, phrase, *labels = line.split("\t")
        right, near, refused, *_ = (frozenset(each.split()) for each in (*labels, "", "", ""))
        yield Labelled(kind, phrase, right, near, refused)


def judge(labelled: Labelled) -> dict[str, bool]:
    """Return what holds of the reading of a phrase; of one with a refusal, whether that was turned around."""
    read = hear(labelled.phrase)
    fine = labelled.right | labelled.near
    hits = bool(read.told & fine) if labelled.right else not read.told
    if labelled.kind == "no":
        turned = bool(read.told & labelled.refused or read.avoids & labelled.right)
        refuses = bool(read.avoids & labelled.refused) or not labelled.refused
        return {"right": not turned and refuses and hits, "turned around": turned}
    return {
        "right": bool(read.told & labelled.right) if labelled.right else not read.told,
        "right or near": hits,
        "or asked": hits or bool(read.asked & fine),
        "lost": bool(labelled.right) and not (read.told | read.asked) & fine,
        "something false": bool(read.told - fine or read.avoids),
    }


def count_marked(file: Path) -> Counter[tuple[str, str]]:
    """Return how often things that are understood by themselves are told, asked or refused, by their mark."""
    counted: Counter[tuple[str, str]] = Counter()
    for line in file.read_text().splitlines():
        read = hear(_MARK.sub(r"\2", line))
        for mark, thing in _MARK.findall(line):
            meant = hear(thing).told
            if meant:
                heard = "refused" if meant & read.avoids else "told" if meant & read.told else "left open"
                counted[_OF_MARKS[mark], heard] += 1
    return counted


def hear(phrase: str) -> Read:
    """Return what a coach hears of a phrase, as ids of concepts."""
    (read,) = read_wishes([phrase], load_vocabulary(), Language.DUTCH, answered=())
    concepts, asked, avoids = (
        frozenset(each.concept for each in named) for named in (read.concepts, read.did_you_mean, read.avoids)
    )
    is_told = read.state is WishState.UNDERSTOOD
    return Read(concepts if is_told else frozenset(), asked if is_told else asked | concepts, avoids)


if __name__ == "__main__":
    main()
