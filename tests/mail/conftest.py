from collections.abc import AsyncIterator, Iterator

import pytest

from tests.mail.post_office import PostOffice, open_post_office
from tests.service import Service, running_service


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as running:
        yield running


@pytest.fixture
async def mailing(database_url: str, office: PostOffice) -> AsyncIterator[Service]:
    """A service that mails through the office; its mails are attempted by hand."""
    async with running_service(
        database_url,
        smtp_url=office.url,
        mail_from="Vonk Rotterdam <vonk@gemeente.example>",
        base_url="https://vonk.gemeente.example",
        mail_timeout_seconds=5.0,
        mail_backoff_seconds=(60, 3600),
        public_catalogue=True,
        self_referral=True,
    ) as running:
        yield running
