"""Make the tables of what is meant anew: `python -m bench.distilling.meanings [--apart]`.

Learns from the words of the vocabulary and its lists, and from sayings.tsv: what people may say, and what it asks for,
all of it invented. Needs the PyPI package `torch` (no dependency of ours) and two cores for two minutes.
"""

import argparse
from pathlib import Path
from typing import Final

import numpy as np

from bench.distilling.learning import Learnt, learn
from bench.distilling.lessons import Saying, read_lessons
from matching.interests.concepts import load_vocabulary
from matching.interests.meant import LONGEST_WORD, STEPS, chances_of

_FOLDER: Final = Path(__file__).parents[2] / "matching/interests/meant"
_KEPT_APART: Final = 10
_MOST: Final = 127


def main() -> None:
    """Learn and write; or learn without every tenth saying, and tell of those how often what is likeliest is right."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--apart", action="store_true", help="learn without every tenth saying")
    given = arguments.parse_args()
    lessons = read_lessons()
    apart = lessons.sayings[::_KEPT_APART] if given.apart else []
    learnt_from = [each for each in lessons.sayings if each not in set(apart)]
    write(learn(lessons._replace(sayings=learnt_from)), _FOLDER)
    print(f"{len(learnt_from):,} sayings and {len(lessons.listed):,} listed words")
    for name, kept in (("kept apart", apart), ("of former work that are never learnt from", lessons.apart)):
        if kept:
            print(f"of {len(kept):,} sayings {name} the likeliest is right for {right_first(kept):.3f}")


def write(learnt: Learnt, folder: Path) -> None:
    """Write the tables in small numbers, the words in order of their bytes."""
    words = np.array([word.encode() for word in learnt.words])
    kept = [place for place in words.argsort().tolist() if len(words[place]) <= LONGEST_WORD]
    says = np.clip(np.rint(learnt.says * _MOST), 1, _MOST)
    numbers = np.clip(np.rint(learnt.numbers * STEPS), -_MOST, _MOST)
    np.save(folder / "words.npy", words[kept].astype(f"S{LONGEST_WORD}"))
    np.save(folder / "numbers.npy", np.concatenate((says[kept, None], numbers[kept]), axis=1).astype(np.int8))
    np.save(folder / "places.npy", learnt.places.astype(np.float16))
    np.save(folder / "before.npy", learnt.before)
    (folder / "concepts.txt").write_text("".join(f"{each.id}\n" for each in load_vocabulary().concepts))


def right_first(sayings: list[Saying]) -> float:
    """Return for how many sayings that ask for something the likeliest concept is one of those."""
    asking = [(each.concepts, chances_of(each.text, load_vocabulary())) for each in sayings if each.concepts]
    return float(np.mean([chances is not None and int(chances.argmax()) in asked for asked, chances in asking]))


if __name__ == "__main__":
    main()
