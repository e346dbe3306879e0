"""A text as a reader sees it: other digits, letters and spaces become plain ones, what cannot be seen goes."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LEAST_SPOKEN: Final = 4
"""So many numbers in words, one after another, are a number that is spelled out; "een, twee, drie" is none."""
_LONGEST_SPOKEN_GAP: Final = 3

# Letters of other alphabets that nobody can tell from Latin ones; NFKC leaves them as they are.
_ALIKE = str.maketrans("АВЕКМНОРСТХаеорсхΑΒΕΖΗΙΚΜΝΟΡΤΧοІі", "ABEKMHOPCTXaeopcxABEZHIKMNOPTXoIi")  # noqa: RUF001
_WORD = re.compile(r"([^\W_]+)")
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SPACE = re.compile(r"\s")
# A letter that stands for a digit: "O6", "o6 12", "3l"; a word of such letters alone stays a word.
_LETTER_DIGITS = re.compile(r"\b(?=[oOlI]*\d)[\doOlI]++\b|\b[oO](?=[\W_]{1,3}\d)")
_AS_DIGITS = str.maketrans("oOlI", "0011")
_SPOKEN_GAP = re.compile(
    r"(?<=\d) {0,2}(?:punt|streepje|spatie|schuine streep|dot|dash|space|slash) {0,2}(?=\d)", re.IGNORECASE
)


class _Signs:
    """A table for `str.translate` that works out a sign when it first meets it."""

    def __getitem__(self, code: int) -> str:
        return _read_sign(code)


_SIGNS = _Signs()


def read_plainly(text: str) -> str:
    """Return the text with plain digits, plain spaces and plain hyphens, numbers in words as digits."""
    # Sign by sign: normalising a whole text sorts its accents, which takes the square of their number.
    plain = _SPACE.sub(" ", text) if text.isascii() else text.translate(_SIGNS)
    words = plain.lower()
    if len(_SPOKEN_NUMBERS.keys() & words.replace(",", " ").replace("-", " ").split()) >= _LEAST_SPOKEN - 1:
        plain = _write_spoken(plain)
    if not any(map(plain.__contains__, "0123456789")):
        return plain
    plain = _LETTER_DIGITS.sub(lambda found: found.group().translate(_AS_DIGITS), plain)
    return _SPOKEN_GAP.sub("-", plain)


@lru_cache(maxsize=4096)
def _read_sign(code: int) -> str:
    return "".join(_read_normal(sign) for sign in unicodedata.normalize("NFKC", chr(code)))


def _read_normal(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in _UNSEEN or sign in _EMPTY:
        return ""
    if sign.isspace():
        return " "
    if category == "Pd" or sign == "\u2212":
        return "-"
    return str(unicodedata.digit(sign)) if sign.isdigit() else sign.translate(_ALIKE)


def _spoken_numbers() -> dict[str, str]:
    units = "nul een twee drie vier vijf zes zeven acht negen".split()  # noqa: SIM905 - reads as it is counted
    teens = "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split()  # noqa: SIM905
    tens = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()  # noqa: SIM905
    english = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
    numbers = {word: str(number) for number, word in enumerate(units + teens)}
    numbers |= {word: str(number) for number, word in enumerate(english)} | {"één": "1", "eén": "1"}
    for ten, word in enumerate(tens, 2):
        numbers[word] = f"{ten}0"
        for unit, name in enumerate(units[1:], 1):
            numbers |= dict.fromkeys((f"{name}en{word}", f"{name}ën{word}"), f"{ten}{unit}")
    return numbers


_SPOKEN_NUMBERS: Final = _spoken_numbers()


def _write_spoken(plain: str) -> str:
    # Words stand at the odd places, what stands between them at the even ones.
    parts = _WORD.split(plain)
    run: list[int] = []
    for place in range(1, len(parts), 2):
        if parts[place].lower() not in _SPOKEN_NUMBERS and not parts[place].isdigit():
            run = []
            continue
        goes_on = run and len(gap := parts[place - 1]) <= _LONGEST_SPOKEN_GAP and "." not in gap
        run = [*run, place] if goes_on else [place]
        if len(run) >= _LEAST_SPOKEN:
            for each in run:
                parts[each] = _SPOKEN_NUMBERS.get(parts[each].lower(), parts[each])
            for each in run[1:]:
                parts[each - 1] = " "
            run = run[-_LEAST_SPOKEN:]
    return "".join(parts)
