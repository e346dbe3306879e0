"""What has digits and is nobody's number: days, times, prices, rooms, coordinates, books, ids of programs.

Each pattern reads a bounded piece, so that looking for all of them takes as long as the text is.
"""

import re
from typing import Final

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_ONE_DAY = [
    rf"(?<!\d)(?<!\d{sign}){_DAY}{sign}{_MONTH}(?:{sign}(?:{_YEAR}|\d\d))?(?!{sign}?\d)" for sign in ("-", "/", r"\.")
]
_WHOLE_DAYS = [
    rf"(?<!\d){_DAY} ?[-/. ] ?{_MONTH} ?[-/. ] ?{_YEAR}(?!\d)",
    rf"(?<!\d){_YEAR}([-/. ]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)",
]
_TIME = r"(?<![\d.:])(?:[01]?\d|2[0-4])[.:][0-5]\d(?::[0-5]\d)?(?![.:]?\d)"
# A phone number in pairs has an odd number of them, so that one is left over.
_HOURS = r"(?<![\d.,:])(?<!\d-)(?:0?\d|1\d|2[0-4]) ?- ?(?:1\d|2[0-4])(?!-?\d)"
_YEARS = rf"(?<![\d.,]){_YEAR}(?: ?[-/] ?(?:{_YEAR}|\d\d))?(?![.,]?\d)"
_PRICE = r"(?<![\d.,])(?:[1-9]\d{0,2}|0),\d\d(?![.,]?\d)"
_MONEY = r"[€$£] ?\d{1,3}(?:[.,]\d{1,3}){0,3}(?!\d)"
_ROOM = r"(?<![\d.,])\d\.\d{1,3}[a-z]?(?![.,]?\d)"
_DUTCH_POINT = r"(?<!\d)5[0-3][.,]\d{2,8}[^\w]{1,3}[3-7][.,]\d{2,8}(?!\d)"
_POINT = r"(?<!\d)-?\d{1,2}\.\d{4,8}[^\w.]{1,3}-?\d{1,3}\.\d{4,8}(?!\d)"
_BOOK = r"(?:isbn|issn)(?:-1[03])?[: ]{0,3}(?:97[89][- ]?)?\d(?:[- ]?\d){6,8}[- ]?[\dx](?!\d)"
_ID = r"(?<![0-9a-f])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f])"
# Sixteen signs and more, and letters in two places: no number of a person and no account of a bank looks like that.
_HEX = r"(?<![^\W_])(?=\d{0,63}+[a-f]{1,63}+\d{1,63}+[a-f])[0-9a-f]{16,64}+(?![^\W_])"
_LISTED_WORDS = (
    r"bus|bussen|lijn|lijnen|tram|trams|metro|kamers?|lokaal|lokalen|zaal|zalen|ruimtes?|huisnummers?|postcodes?|flats?"
)
_LIST = rf"(?<![^\W_])(?:{_LISTED_WORDS}) (?:\d{{1,4}}[a-z]?(?:[^\w]{{1,3}}(?=\d)|(?!\w))){{1,20}}+"
_COUNTED_WORDS = (
    r"week|weken|groep|groepen|blok|blokken|les|lessen|leeftijd|leeftijden|uitslag|uitslagen|stand|score|scores"
)
_COUNTED = rf"(?<![^\W_])(?:{_COUNTED_WORDS})[: ]{{1,2}}(?:\d{{1,2}}(?:[^\w]{{1,3}}(?=\d)|(?!\w))){{1,40}}+"
_UNITS = r"jaar|jarigen|uur|euro|personen|minuten|km|kg"
_AMOUNTS = rf"(?<![\d.,])(?!0\d)\d{{1,3}}(?:(?: ?[-/,.] ?| )\d{{1,3}}){{0,8}}+ ?(?:{_UNITS})(?!\w)"

_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        *_ONE_DAY,
        *_WHOLE_DAYS,
        _TIME,
        _HOURS,
        _YEARS,
        _PRICE,
        _MONEY,
        _ROOM,
        _DUTCH_POINT,
        _POINT,
        _BOOK,
        _ID,
        _HEX,
        _LIST,
        _COUNTED,
        _AMOUNTS,
    )
)


def mark_harmless(plain: str) -> bytearray:
    """Return one byte per sign of a plain text, 1 where it belongs to a day, a time, a price or the like."""
    marks = bytearray(len(plain))
    for pattern in _PATTERNS:
        for found in pattern.finditer(plain):
            start, end = found.span()
            marks[start:end] = b"\x01" * (end - start)
    return marks
