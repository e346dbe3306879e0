import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.service import Service, running_service
from tests.webhooks.certificates import HOST, write_certificate
from tests.webhooks.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
async def hooked(database_url: str) -> AsyncIterator[Service]:
    """A service that may call this machine; its deliveries are attempted by hand."""
    async with running_service(
        database_url, webhooks_allow_private=True, webhooks_backoff_seconds=(60, 3600)
    ) as running:
        yield running


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return write_certificate(tmp_path / "host.pem", HOST)


@pytest.fixture
def secure(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context
