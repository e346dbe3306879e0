"""The texts that come in, made here and nowhere else, and named for what they may hold.

What a partner tells the neighbourhood (`Line`, `Phrase`, `Prose`) may hold a phone number or an e-mail address of its
own; a citizen service number stands in no text at all. A text about a client is nameless: it holds none of the four.
"""

from functools import partial
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from api.platform.web.personal_data import Personal, find_personal_data
from api.platform.web.shapes import ONE_LINE, SHOWN_AS, TEXT, VISIBLE, WEB_ADDRESS, refuse_bare_bsn
from api.platform.web.validation import explain_pattern

IN_NO_TEXT: Final = frozenset({Personal.BSN})
IN_NO_TEXT_ABOUT_A_CLIENT: Final = frozenset(Personal)
LINE_LENGTH, PHRASE_LENGTH, PROSE_LENGTH = 200, 300, 5000


def refuse_personal_data(text: str, *, kinds: frozenset[Personal]) -> str:
    """Return the text itself; an error when personal data of one of these kinds stands in it."""
    found = find_personal_data(text, kinds)
    if found is not None:
        raise PydanticCustomError(found.value, "personal data does not belong here")
    return text


PUBLIC = AfterValidator(partial(refuse_personal_data, kinds=IN_NO_TEXT))
NAMELESS = AfterValidator(partial(refuse_personal_data, kinds=IN_NO_TEXT_ABOUT_A_CLIENT))

_LINE = StringConstraints(strip_whitespace=True, min_length=1, max_length=LINE_LENGTH, pattern=ONE_LINE)
_PHRASE = StringConstraints(strip_whitespace=True, min_length=1, max_length=PHRASE_LENGTH, pattern=ONE_LINE)
_PROSE = StringConstraints(strip_whitespace=True, max_length=PROSE_LENGTH, pattern=TEXT)
_QUERY = StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=ONE_LINE)
Line = Annotated[str, _LINE, VISIBLE, PUBLIC, SHOWN_AS]
Prose = Annotated[str, _PROSE, PUBLIC]
Query = Annotated[str, _QUERY, VISIBLE, PUBLIC]
NamelessLine = Annotated[str, _LINE, VISIBLE, NAMELESS, SHOWN_AS]
NamelessPhrase = Annotated[str, _PHRASE, VISIBLE, NAMELESS, SHOWN_AS]
NamelessProse = Annotated[str, _PROSE, NAMELESS]

_KEY_PATTERN = explain_pattern(
    r"^[A-Za-z0-9._~:-]+$",
    "Hier kunnen de letters a tot en met z, cijfers en . _ ~ : - staan.",
    "This takes the letters a to z, digits and . _ ~ : -.",
)
_KEY = StringConstraints(min_length=1, max_length=100, pattern=_KEY_PATTERN)
Key = Annotated[str, _KEY, PUBLIC]
NamelessKey = Annotated[str, _KEY, NAMELESS]

_EMAIL_PATTERN = explain_pattern(
    r"^[^@\s\x00-\x1f\x7f-\x9f]+@[^@\s\x00-\x1f\x7f-\x9f]+$",
    "Hier hoort een e-mailadres, zoals balie@focus.example.",
    "This takes an e-mail address, such as desk@focus.example.",
)
_PHONE_PATTERN = explain_pattern(
    r"^[0-9+() .-]{3,30}$",
    "Hier hoort een telefoonnummer van 3 tot 30 tekens: cijfers, spaties en + ( ) . -.",
    "This takes a phone number of 3 to 30 characters: digits, spaces and + ( ) . -.",
)
# Every mail server takes these; and no sign in it can end a header, add a second address or hide what it is.
_PLAIN_EMAIL_PATTERN = explain_pattern(
    r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$",
    "Hier hoort één e-mailadres in gewone letters, zoals balie@focus.example. "
    "Schrijf een domein met andere tekens als xn--….",
    "This takes one e-mail address in plain letters, such as desk@focus.example. "
    "Write a domain with other signs as xn--….",
)
Email = Annotated[str, StringConstraints(max_length=254, pattern=_EMAIL_PATTERN), VISIBLE, PUBLIC]
ContactEmail = Annotated[str, StringConstraints(max_length=254, pattern=_PLAIN_EMAIL_PATTERN), PUBLIC]
Phone = Annotated[str, StringConstraints(max_length=30, pattern=_PHONE_PATTERN), AfterValidator(refuse_bare_bsn)]

_ADDRESS_PATTERN = explain_pattern(r"^https?://[^\s\x00-\x1f\x7f-\x9f]+$", *WEB_ADDRESS)
_PLAIN_ADDRESS_PATTERN = explain_pattern(r"^https?://[!-~]+$", *WEB_ADDRESS)
WebAddress = Annotated[str, StringConstraints(max_length=500, pattern=_ADDRESS_PATTERN), VISIBLE, PUBLIC]
PlainWebAddress = Annotated[str, StringConstraints(max_length=500, pattern=_PLAIN_ADDRESS_PATTERN), PUBLIC]
