"""The one detector of what is personal: a citizen service number, a bank account, an e-mail address, a phone number.

It reads a text as a person would, however the digits are written and whatever stands between them. No rule grows faster
than the text: each looks at a bounded piece per sign, and no pattern can step back over what it has read.
"""

from enum import StrEnum

from api.platform.web.personal_data.accounts import holds_account
from api.platform.web.personal_data.mail_addresses import holds_mail_address
from api.platform.web.personal_data.numbers import holds_bsn, holds_phone_number
from api.platform.web.personal_data.reading import read_plainly


class Personal(StrEnum):
    """The kinds of personal data that a text can hold, the gravest first."""

    BSN = "bsn"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"


_RULES = {
    Personal.BSN: holds_bsn,
    Personal.IBAN: holds_account,
    Personal.EMAIL: holds_mail_address,
    Personal.PHONE: holds_phone_number,
}


def find_personal_data(text: str, kinds: frozenset[Personal] = frozenset(Personal)) -> Personal | None:
    """Return the gravest of these kinds that stands in the text; None when there is none."""
    plain = read_plainly(text)
    return next((kind for kind, holds in _RULES.items() if kind in kinds and holds(plain)), None)
