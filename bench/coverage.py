"""What lists of wishes, things and words lead to: `python -m bench.coverage [--lost]` prints what is read, and how.

The lists were written, mostly from lists of hobbies that others made, before any of them was read. As they came, seen_
reached 0.85 and 0.85 of subjects (156, 150), 0.91 and 0.88 of jobs (100, 60), and 0.83, 0.68 and 0.70 of refusals (60,
40, 40); seen_subjects_2 0.68 (76 of 112, 11 misread firmly), seen_refusals_2 0.93 (56 of 60), seen_abroad 0.49 (49 of
100, 7 misread firmly). They were mended since, so that they only guard what was reached. fresh_ were never mended:
fresh_subjects_2 gave 0.77 (46 of 60, 3 misread firmly).
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from matching import ReadWish, load_vocabulary, read_wishes, things
from matching.vocabulary import Language, WishState

LISTS: Final = Path(__file__).with_name("wishes")


class Judged(NamedTuple):
    """A phrase as it was read, and whether that is what was meant."""

    wish: ReadWish
    verdict: str


def main() -> None:
    """Print how many phrases of each list are understood, misread firmly, asked about or lost."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--lost", action="store_true", help="print each phrase that is not understood as meant")
    lost = arguments.parse_args().lost
    for path in sorted(LISTS.glob("*.txt")):
        judged = list(judge(path))
        counted = Counter(each.verdict for each in judged)
        shares = ", ".join(f"{verdict} {count / len(judged):.3f}" for verdict, count in sorted(counted.items()))
        print(f"{path.stem} ({len(judged)}): {shares}")
        for each in judged if lost else ():
            if each.verdict not in {"understood", "right"}:
                concepts = [named.concept for named in each.wish.concepts]
                print(f"    {each.verdict}: {each.wish.asked} {concepts}, avoids {len(each.wish.avoids)}")
    states = Counter(_read(thing.word).state for thing in things())
    print("things of everyday life:", ", ".join(f"{state} {count}" for state, count in sorted(states.items())))


def judge(path: Path) -> Iterator[Judged]:
    """Yield each phrase of a list with its verdict; a line is a phrase, a colon and the concepts that are right."""
    for line in path.read_text(encoding="utf-8").splitlines():
        phrase, _, meant = line.rpartition(": ")
        wish = _read(phrase)
        if meant[0] in "+-!":
            yield Judged(wish, "right" if _refuses_as_meant(wish, meant) else "wrong")
        else:
            yield Judged(wish, _understood_as_meant(wish, set(meant.split())))


def _read(phrase: str) -> ReadWish:
    (wish,) = read_wishes((phrase,), load_vocabulary(), Language.DUTCH, answered=())
    return wish


def _understood_as_meant(wish: ReadWish, meant: set[str]) -> str:
    told = {named.concept for named in wish.concepts}
    if wish.state is WishState.UNDERSTOOD:
        return "understood" if told & meant else "misread firmly"
    return "asked" if meant & {named.concept for named in wish.did_you_mean} else "lost"


def _refuses_as_meant(wish: ReadWish, meant: str) -> bool:
    concepts = set(meant[1:].split("|"))
    wished = bool(concepts & {named.concept for named in wish.concepts})
    refused = bool(concepts & {named.concept for named in wish.avoids})
    return {"+": wished and not refused, "-": refused and not wished, "!": not refused}[meant[0]]


if __name__ == "__main__":
    main()
