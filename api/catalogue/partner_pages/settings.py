"""How long the address of a partner's page works."""

from dataclasses import dataclass

from api.platform.settings import above_zero


@dataclass(frozen=True, slots=True)
class PartnerPageSettings:
    """What a municipality chooses for the pages of partners."""

    page_link_days: int = above_zero(180)
