"""The address on a printed card: it opens the page about one offer without a key, in a closed catalogue too."""

import base64
import binascii

from api.platform.storage.encryption import Secrets

PURPOSE = "card of an offer"


def address_on_card(base_url: str, offer_id: str, secrets: Secrets, *, public_catalogue: bool) -> str:
    """Return where the code on a card leads."""
    page = f"{base_url}/offers/{offer_id}"
    # A card hangs on a wall: it opens its own offer and nothing else.
    return page if public_catalogue else f"{page}?card={sign_card(offer_id, secrets)}"


def sign_card(offer_id: str, secrets: Secrets) -> str:
    """Return what a card of this offer carries; it ends with the key that signed it."""
    return base64.urlsafe_b64encode(secrets.sign(PURPOSE, offer_id.encode())).decode().rstrip("=")


def is_card_of(offer_id: str, card: str, secrets: Secrets) -> bool:
    """Tell whether we printed this card for this offer."""
    try:
        signature = base64.b64decode(card + "=" * (-len(card) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    return secrets.is_signed(PURPOSE, offer_id.encode(), signature)
