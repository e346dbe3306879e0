"""Bank accounts: an IBAN whose length and check digits are right, whatever stands between its signs."""

import re

from api.platform.web.personal_data.harmless import mark_harmless

_GAP = r"[\W_]{0,3}+"
_START = re.compile(rf"([A-Z]){_GAP}([A-Z]){_GAP}[\dO]{_GAP}[\dO]")
_LEAST_DIGITS = 10
_COUNTRIES = (
    "NO15 BE16 DK18 FI18 NL18 SI19 AT20 BA20 EE20 LT20 LU20 XK20 CH21 HR21 LV21 BG22 DE22 GB22 GE22 IE22 ME22 RS22 "
    "AE23 IL23 IQ23 CZ24 DZ26 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 PT25 IS26 TR26 FR27 GR27 IT27 MC27 AL28 AZ28 "
    "CY28 HU28 LB28 MA28 PL28 EG29 UA29 MT31"
)
_LENGTHS = {country[:2]: int(country[2:]) for country in _COUNTRIES.split()}
_SIGNS_WITH_GAPS = 4
_VALUES = str.maketrans({letter: str(value) for value, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10)})
_BETWEEN = re.compile(r"[^A-Z0-9]+")
_LETTER = re.compile(r"[A-Z]+")


def holds_account(plain: str) -> bool:
    """Return whether an IBAN stands in a plain text."""
    text = plain.upper()
    return any(_is_account(text, found) for found in _START.finditer(text))


def _is_account(text: str, start: re.Match[str]) -> bool:
    length = _LENGTHS.get(start.group(1) + start.group(2))
    if length is None:
        return False
    piece = text[start.start() : start.start() + _SIGNS_WITH_GAPS * length]
    signs = _BETWEEN.sub("", piece)[:length]
    if len(signs) < length:
        return False
    # Eight signs on, the letters of the bank end in most countries; an O after them is a nought.
    noughts = signs[:2] + signs[2:4].replace("O", "0") + signs[4:8] + signs[8:].replace("O", "0")
    is_right = _has_right_check(signs) or (noughts != signs and _has_right_check(noughts))
    return is_right and not mark_harmless(text)[start.start()]


def _has_right_check(signs: str) -> bool:
    if len(_LETTER.sub("", signs)) < _LEAST_DIGITS:
        return False
    return int((signs[4:] + signs[:4]).translate(_VALUES)) % 97 == 1
