"""How many may ask for themselves: so many in a day from one address, and so many at one offer."""

from datetime import date, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from api.handovers.joining.settings import SelfReferralSettings
from api.handovers.joining.tables import AskedFromAddress
from api.handovers.tables import Handover
from api.platform.clock import AMSTERDAM
from api.platform.requests.desk import Desk
from api.platform.storage.encryption import Secrets
from api.platform.web.problems import TooManyRequestsError, Words

A_DAY = timedelta(days=1)
_HOME_BITS = 64  # A home has a network of its own in IPv6, and as many addresses in it as it likes.
_ENOUGH = Words(
    "Er is vandaag al vaak gevraagd. Probeer het morgen weer, of vraag het aan wie je het kaartje gaf.",
    "A lot was asked today already. Try again tomorrow, or ask whoever gave you the card.",
)


def require_few(desk: Desk, offer_id: str, address: str) -> None:
    """Count one more; raises TooManyRequestsError when this address, or this offer, had enough for a day."""
    settings = desk.settings[SelfReferralSettings]
    asked = select(func.count()).where(
        Handover.offer_id == offer_id,
        col(Handover.sender_organization_id).is_(None),
        col(Handover.created_at) > desk.now - A_DAY,
    )
    if desk.session.exec(asked).one() >= settings.self_referrals_per_offer:
        raise _too_many(desk)
    if _count(desk.session, desk.today, hash_address(desk.secrets, desk.today, address)) > (
        settings.self_referrals_per_address
    ):
        raise _too_many(desk)


def hash_address(secrets: Secrets, day: date, address: str) -> str:
    """Hash an address with what only we know and with the day, so that two days cannot be laid side by side."""
    return secrets.sign(f"address on {day}", _home_of(address).encode()).hex()


def forget_addresses(session: Session, *, before: date) -> None:
    """Forget whom was counted on earlier days."""
    session.execute(delete(AskedFromAddress).where(col(AskedFromAddress.day) < before))


def _count(session: Session, day: date, address_hash: str) -> int:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = insert(AskedFromAddress).values(day=day, address_hash=address_hash, times=1)
    counted = row.on_conflict_do_update(
        index_elements=["day", "address_hash"], set_={"times": AskedFromAddress.times + 1}
    ).returning(col(AskedFromAddress.times))
    times: int = session.execute(counted).scalar_one()
    return times


def _home_of(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Address(int(found) >> (128 - _HOME_BITS) << (128 - _HOME_BITS)))
    return str(found)


def _too_many(desk: Desk) -> TooManyRequestsError:
    local = desk.now.astimezone(AMSTERDAM)
    seconds_left = 86_400 - (local.hour * 3600 + local.minute * 60 + local.second)
    return TooManyRequestsError(_ENOUGH, headers={"Retry-After": str(seconds_left)})
