"""What `vonk doctor` sees around a node: keys that end, clocks that differ, disks, and who does not answer."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import select

from api.catalogue.offers.tables import OfferChange
from api.operating import surroundings
from api.operating.doctor import examine
from api.operating.others import examine_issuer
from api.operating.surroundings import Finding
from api.platform.clock import Clock
from api.platform.security.tables import ApiKey
from api.platform.storage.encryption import Secrets
from api.platform.webhooks.tables import WebhookEndpoint
from tests.handovers.arranging import brought_to
from tests.security.issuer import ISSUER, serving_issuer
from tests.service import CLOCK, SECRET_KEYS, Service, an_offer, choose_settings, running_service


def amiss(service: Service) -> str:
    """What needs a look, in one text."""
    return "\n".join(each.text for each in examine(service.node) if not each.is_good)


async def test_keys_that_end_soon_are_named_until_they_have_a_successor(database_url: str) -> None:
    async with running_service(database_url, key_days=300) as service:
        assert "keys end" not in amiss(service)
        service.node.clock = Clock(280)
        assert "Within 30 days these keys end: ‘test’ on " in amiss(service)
        assert "and 2 more" in amiss(service)
        with service.database.write() as session:
            for key in session.exec(select(ApiKey)).all():
                later = {"expires_at": key.expires_at + timedelta(days=300), "replaces_id": key.id}
                session.add(ApiKey(**(key.model_dump(exclude={"id", "key_hash"}) | later), key_hash=key.id))
        assert "keys end" not in amiss(service)


async def test_keys_that_do_not_open_what_is_stored_are_told(service: Service) -> None:
    assert "No key" not in amiss(service)
    await brought_to(service, "requested")
    assert "No key" not in amiss(service)
    assert "The secret keys open what was encrypted first and last." in {each.text for each in examine(service.node)}
    service.node.secrets = Secrets(["another-key-than-the-one-with-which-it-was-written"])
    assert "No key in VONK_SECRET_KEYS opens what was stored." in amiss(service)
    service.node.secrets = Secrets(["another-key-than-the-one-with-which-it-was-written", SECRET_KEYS])
    assert "No key" not in amiss(service)


async def test_a_clock_that_was_set_back_is_seen_by_what_was_written(service: Service) -> None:
    await service.partner.post("/offers", an_offer())
    assert "clock" not in amiss(service)
    with service.database.write() as session:
        session.execute(update(OfferChange).values(changed_at=CLOCK.now() + timedelta(hours=1)))
    assert "the clock was set back" in amiss(service)


async def test_an_endpoint_that_does_not_answer_and_deadlines_that_passed_are_told(service: Service) -> None:
    await brought_to(service, "requested")
    assert [word for word in ("endpoints", "deadlines") if word in amiss(service)] == []
    endpoint = WebhookEndpoint(url="https://x.example", types=[], encrypted_secret="x", created_at=CLOCK.now())  # noqa: S106 - of tests only
    endpoint.disabled_at = CLOCK.now()
    with service.database.write() as session:
        session.add(endpoint)
    service.node.clock = Clock(60)
    assert f"1 of 1 webhook endpoints do not answer: {endpoint.id} (disabled)." in amiss(service)
    assert "deadlines have passed" in amiss(service)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_disk_without_room_for_the_database_once_more_is_told(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "are free" not in amiss(service)
    monkeypatch.setattr(surroundings, "SPARE_BYTES", 10**18)  # More than any disk has.
    assert f"MB are free in {tmp_path}; have 1" in amiss(service)


def test_an_issuer_that_does_not_tell_its_keys_is_told() -> None:
    with serving_issuer() as issuer:
        good = list(examine_issuer(choose_settings(**issuer.settings)))
    gone = list(examine_issuer(choose_settings(**issuer.settings)))
    half = list(examine_issuer(choose_settings(oidc_issuer=ISSUER)))
    assert good == [Finding(is_good=True, text="The issuer of tokens tells its keys.")]
    silent = f"No token is good: {issuer.jwks_url} does not tell the issuer's keys."
    silent = f"No token is good: {issuer.jwks_url} does not tell the issuer's keys."
    assert gone == [Finding(is_good=False, text=silent)]
    assert [each.is_good for each in half] == [False]
    assert list(examine_issuer(choose_settings())) == []
