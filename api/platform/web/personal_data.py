"""What does not belong in free text: a citizen service number, an e-mail address, a phone number, a bank account."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from api.platform.web.shapes import LINE_LENGTH, ONE_LINE, PROSE_LENGTH, TEXT, is_bsn
from api.platform.web.validation import rule_error

# What people put between digits; a comma with a space after it tells items of a list apart.
_GAP = r"(?:,(?! )|[^\w,]|_){0,3}"
_ANY_GAP = r"[\W_]{0,3}"
_NINE_DIGITS = re.compile(rf"(?<!\d)(?:\d(?:{_GAP}\d){{8}}|\d{{3}}, \d{{3}}, \d{{3}})(?!\d)")
_AT = r"(?:@|[(\[{<] ?(?:at|a|apenstaart(?:je)?) ?[)\]}>]| (?:at|apenstaart(?:je)?) )"
_DOT = r" {0,2}(?:[.,]|[(\[{<]? ?(?:dot|punt) ?[)\]}>]?) {0,2}"
_EMAIL = re.compile(
    r"\w {0,3}@ {0,3}[^\s@]+\.\w{2,}"
    r"|\w {0,3}@ {0,3}(?:gmail|hotmail|icloud|live|outlook|yahoo|ziggo)\b"
    rf"|\w {{0,3}}{_AT} {{0,3}}[\w-]+(?:{_DOT}[\w-]+)?{_DOT}(?:com|eu|info|net|nl|org)\b",
    re.IGNORECASE,
)
_DATE_OR_TIME = re.compile(
    r"(?<!\d)(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?!\d)"
    r"|(?<![\d.:])(?:[01]?\d|2[0-3])[.:][0-5]\d(?![\d.:]\d|\d)"
)
# Dutch numbers have ten digits, or nine after 31; numbers of other countries start with + or 00.
_PHONE = re.compile(
    rf"(?<!\d)\(?0[1-9](?:{_GAP}\d){{8}}(?!\d)"
    rf"|(?<!\w)(?:[0o]{_GAP}|31{_ANY_GAP})6{_ANY_GAP}\d(?:{_GAP}\d){{7}}(?!\d)"
    rf"|(?:\+|(?<!\d)00|(?<!\d)0{_GAP}0){_GAP}[1-9](?:{_GAP}\d){{7,13}}(?!\d)",
    re.IGNORECASE,
)
_IBAN_START = re.compile(rf"([A-Z]){_ANY_GAP}([A-Z]){_ANY_GAP}\d{_ANY_GAP}\d")
_LEAST_IBAN_DIGITS = 10
_COUNTRIES = (
    "NO15 BE16 DK18 FI18 NL18 SI19 AT20 BA20 EE20 LT20 LU20 XK20 CH21 HR21 LV21 BG22 DE22 GB22 GE22 IE22 ME22 RS22 "
    "AE23 IL23 IQ23 CZ24 DZ26 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 PT25 IS26 TR26 FR27 GR27 IT27 MC27 AL28 AZ28 "
    "CY28 HU28 LB28 MA28 PL28 EG29 UA29 MT31"
)
_IBAN_LENGTHS = {country[:2]: int(country[2:]) for country in _COUNTRIES.split()}
_LETTERS_BEFORE_TEN = 55


def find_personal_data(text: str) -> str | None:
    """What kind of personal data stands in this text; None when there is none."""
    plain = _plainly(text)
    timeless = _DATE_OR_TIME.sub(" | | | | ", plain)  # Too wide for a gap.
    if any(is_bsn(digits) for digits in _numbers(_NINE_DIGITS, timeless)):
        return "bsn"
    if any(_is_iban(plain, found) for found in _IBAN_START.finditer(plain.upper())):
        return "iban"
    if _EMAIL.search(plain):
        return "email"
    return "phone" if _PHONE.search(timeless) else None


def refuse_personal_data(text: str) -> str:
    """The text itself; an error when personal data stands in it."""
    found = find_personal_data(text)
    if found is not None:
        nl, en = _WORDS[found]
        raise rule_error(f"Hier staat {nl}. Dat hoort hier niet; haal het weg.", f"This holds {en}; remove it.")
    return text


def refuse_bsn(email: str) -> str:
    """The text itself; an error when a citizen service number stands in it."""
    return refuse_personal_data(email) if find_personal_data(email) == "bsn" else email


def refuse_bare_bsn(phone: str) -> str:
    """The phone number itself; an error when it is nine digits that make a citizen service number."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) == 9 and not phone.startswith("+") and is_bsn(digits):  # noqa: PLR2004 - so long is a BSN
        nl, en = _WORDS["bsn"]
        raise rule_error(f"Hier staat {nl}. Dat hoort hier niet; haal het weg.", f"This holds {en}; remove it.")
    return phone


def _plainly(text: str) -> str:
    """The text as a reader sees it: other digits and spaces become plain ones, what cannot be seen goes."""
    normal = unicodedata.normalize("NFKC", text)
    seen = "".join(each for each in normal if unicodedata.category(each) != "Cf")
    digits = "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in seen)
    return re.sub(r"[\s\u2010-\u2015\u2212]", lambda found: " " if found.group().isspace() else "-", digits)


def _numbers(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for found in pattern.finditer(text):
        yield re.sub(r"\D", "", found.group())


def _is_iban(text: str, start: re.Match[str]) -> bool:
    length = _IBAN_LENGTHS.get(start.group(1) + start.group(2))
    if length is None:
        return False
    compact = re.sub(r"[^A-Z0-9]", "", text.upper()[start.start() : start.start() + 4 * length])[:length]
    if len(compact) < length or sum(each.isdigit() for each in compact) < _LEAST_IBAN_DIGITS:
        return False
    moved = compact[4:] + compact[:4]
    number = "".join(each if each.isdigit() else str(ord(each) - _LETTERS_BEFORE_TEN) for each in moved)
    return int(number) % 97 == 1


_WORDS = {
    "bsn": ("een burgerservicenummer", "a citizen service number"),
    "iban": ("een rekeningnummer", "a bank account number"),
    "email": ("een e-mailadres", "an e-mail address"),
    "phone": ("een telefoonnummer", "a phone number"),
}
NAMELESS = AfterValidator(refuse_personal_data)
NamelessLine = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LINE_LENGTH, pattern=ONE_LINE),
    NAMELESS,
]
NamelessProse = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=PROSE_LENGTH, pattern=TEXT), NAMELESS
]
