"""Citizen service numbers and phone numbers: groups of digits that stand together, whatever stands between them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import mul
from typing import Final

from api.platform.web.personal_data.harmless import mark_harmless

Span = tuple[int, int]
_Lengths = Callable[[int, str], range]

BSN_LENGTH: Final = 9
_BSN_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_SHORTEST: Final = 8
"""A number with fewer digits is neither a citizen service number nor the phone number of a person."""
_LONGEST: Final = 16
"""A phone number has at most 15 digits (E.164), or 16 with 00 before it."""
_NONE: Final = range(0)
_BSN: Final = range(BSN_LENGTH, BSN_LENGTH + 1)
_DUTCH: Final = range(10, 11)
_MOBILE_ABROAD: Final = range(11, 12)
_AFTER_NOUGHTS: Final = range(10, _LONGEST + 1)
_AFTER_CALL: Final = range(9, 13)
_COUNTS_ON: Final = 20
"""Room 101, 102, 103: numbers of a list that follow each other this closely are no parts of one number."""

# What may stand between two digits of one number. Money, degrees, percentages and sums are something else.
_CHAIN = re.compile(rf"\d(?:(?:[^\w€$£%‰°+]|_){{0,5}}+\d){{{_SHORTEST - 1},}}+")
_DIGITS = re.compile(r"\d+")
_LIST_SIGN = re.compile(r"[,;.] ")
_CALLED = re.compile(
    r"(?<![^\W_])(?:bel|bellen|tel|telefoon|telefoonnummer|mobiel|app|appen|whatsapp|call)[\W_]{1,3}+(?=\d)",
    re.IGNORECASE,
)
_PLUS = re.compile(r"(?<![^\W_])(?<!\d )\+[\W_]{0,3}+(?=[1-9])")
# Before a number of nine digits it is the code of a country: +31 10 123 45 67, 0031 (0)10 123 45 67.
_COUNTRY_CODE = re.compile(r"(?:\+|(?<!\d)00)[\W_]{0,2}\d{1,3}[\W_]{0,3}(?:0[\W_]{1,2})?$")
_LONGEST_COUNTRY_CODE: Final = 14
_PREFIX = re.compile(r"0\d{1,3}|31|32|49")


@dataclass(frozen=True, slots=True)
class _Number:
    """Whole groups of digits that stand after each other, read as one number."""

    plain: str
    groups: list[Span]
    digits: str

    @property
    def sizes(self) -> list[int]:
        """How many digits stand together, from group to group."""
        return [end - start for start, end in self.groups]

    @property
    def gaps(self) -> list[str]:
        """What stands between the groups."""
        return [self.plain[end:start] for (_, end), (start, _) in pairwise(self.groups)]

    @property
    def is_listed(self) -> bool:
        """Whether a comma or a full stop with a space stands between groups, as between items of a list."""
        return _LIST_SIGN.search(self.plain, self.groups[0][1], self.groups[-1][0]) is not None

    @property
    def is_part(self) -> bool:
        """Whether a longer number goes on, with the same sign between its parts: 978-90-274-3964-2."""
        if len(self.groups) == 1:
            return False
        (start, first_end), (second, _), end = self.groups[0], self.groups[1], self.groups[-1][1]
        joint = self.plain[first_end:second]
        after, before = self.plain[end : end + len(joint) + 1], self.plain[max(0, start - len(joint) - 1) : start]
        goes_on = after.startswith(joint) and after[-1].isdigit()
        comes_from = before.endswith(joint) and before[0].isdigit()
        # Spaces join single digits only; between groups they tell numbers apart.
        joins = joint.strip() or len(self.groups) == len(self.digits)
        return bool(joins and (goes_on or comes_from) and set(self.gaps) == {joint})


def is_bsn(digits: str) -> bool:
    """Return whether nine digits pass the eleven-test of a citizen service number."""
    total = sum(map(mul, map(int, digits), _BSN_WEIGHTS))
    return total % 11 == 0 and digits.strip("0") != ""


def holds_bsn(plain: str) -> bool:
    """Return whether a citizen service number stands in a plain text."""
    return _holds(plain, _bsn_lengths, _is_one_bsn)


def holds_phone_number(plain: str) -> bool:
    """Return whether the phone number of a person stands in a plain text."""
    called = {found.end() for found in _CALLED.finditer(plain)}
    abroad = {found.end() for found in _PLUS.finditer(plain)}

    def lengths(start: int, digits: str) -> range:
        if start in abroad:
            return range(_SHORTEST, _LONGEST)
        if start in called:
            return _AFTER_CALL
        if digits.startswith("00"):
            return _AFTER_NOUGHTS if digits[2:3] != "0" else _NONE
        if digits.startswith("0"):
            return _DUTCH
        return _MOBILE_ABROAD if digits.startswith("316") else _NONE

    return _holds(plain, lengths, _is_one_phone_number)


def _holds(plain: str, lengths: _Lengths, is_one: Callable[[_Number], bool]) -> bool:
    harmless = bytearray()
    for number in _numbers(plain, lengths):
        if is_one(number):
            harmless = harmless or mark_harmless(plain)
            if not all(harmless[start] and harmless[end - 1] for start, end in number.groups):
                return True
    return False


def _numbers(plain: str, lengths: _Lengths) -> Iterator[_Number]:
    for chain in _CHAIN.finditer(plain):
        groups = [found.span() for found in _DIGITS.finditer(plain, *chain.span())]
        digits = "".join([plain[start:end] for start, end in groups])
        ends = {length: place for place, length in enumerate(accumulate(end - start for start, end in groups), 1)}
        at = 0
        for first, (start, end) in enumerate(groups):
            # The shortest that ends where a group ends.
            for length in lengths(start, digits[at : at + _LONGEST]):
                if at + length in ends:
                    yield _Number(plain, groups[first : ends[at + length]], digits[at : at + length])
                    break
            at += end - start


def _bsn_lengths(_: int, digits: str) -> range:
    return _BSN if len(digits) >= BSN_LENGTH and is_bsn(digits[:BSN_LENGTH]) else _NONE


def _is_one_bsn(number: _Number) -> bool:
    is_in_threes = number.sizes == [3, 3, 3]
    if number.is_listed:
        return is_in_threes and not _counts_on(number)
    start = number.groups[0][0]
    country_code = _COUNTRY_CODE.search(number.plain[max(0, start - _LONGEST_COUNTRY_CODE) : start])
    return country_code is None and (is_in_threes or not number.is_part)


def _counts_on(number: _Number) -> bool:
    values = [int(number.plain[start:end]) for start, end in number.groups]
    return all(0 < later - earlier <= _COUNTS_ON for earlier, later in pairwise(values))


def _is_one_phone_number(number: _Number) -> bool:
    if number.is_listed:
        start, end = number.groups[0]
        is_prefixed = _PREFIX.fullmatch(number.plain[start:end]) is not None
        return is_prefixed and not any(_LIST_SIGN.search(gap) for gap in number.gaps[1:])
    return number.digits[0] != "0" or number.digits.startswith(("06", "00")) or not number.is_part
