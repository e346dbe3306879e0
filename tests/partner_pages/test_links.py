"""Addresses of a partner's page: told once, ended in time, revoked at once, and opening nothing else."""

from datetime import timedelta

import pytest
from sqlmodel import select

from api.catalogue.partner_pages.tables import PageLink
from tests.partner_pages.visiting import offered, visiting
from tests.service import Service, running_service


def path_of(service: Service) -> str:
    return f"/organizations/{service.partner.organization_id}/page-links"


async def test_an_address_is_told_once_listed_without_what_opens_it_and_revoked_at_once(service: Service) -> None:
    partner = await visiting(service, name="Balie")
    assert (await partner.get()).status_code == 200
    (told,) = (await service.partner.get(path_of(service))).json()["items"]
    assert told.keys() == {"id", "organizationId", "name", "createdAt", "expiresAt"}
    own = f"{path_of(service)}/{told['id']}"
    one = await service.admin.get(own)
    assert one.json() == told
    assert (await service.partner.delete(own, If_Match='"other"')).status_code == 412
    assert (await service.partner.delete(own, If_Match=one.headers["etag"])).status_code == 204
    assert (await service.partner.get(own)).status_code == 404
    gone = await partner.get()
    assert (gone.status_code, "Deze link werkt niet" in gone.text) == (404, True)


async def test_what_opens_a_page_is_kept_as_a_hash(service: Service) -> None:
    partner = await visiting(service)
    with service.database.read() as session:
        (link,) = session.exec(select(PageLink)).all()
    assert link.token_hash not in partner.path
    assert partner.path.rpartition("/")[2] not in repr(link)


async def test_an_address_ends_in_time_and_says_so_before(database_url: str) -> None:
    async with running_service(database_url, page_link_days=7) as service:
        partner = await visiting(service)
        assert "Vraag de gemeente op tijd om een nieuwe." in (await partner.get()).text
        with service.database.write() as session:
            (link,) = session.exec(select(PageLink)).all()
            link.expires_at = service.node.clock.now() - timedelta(seconds=1)
            session.add(link)
        for rest in ("", "/new", "/list", "/example.xlsx"):
            assert (await partner.get(rest)).status_code == 404


async def test_another_partner_has_nothing_to_do_with_them(service: Service) -> None:
    await visiting(service)
    with service.database.read() as session:
        (link,) = session.exec(select(PageLink)).all()
    for method, rest in (("POST", ""), ("GET", ""), ("GET", f"/{link.id}"), ("DELETE", f"/{link.id}")):
        answer = await service.other_partner.send(method, path_of(service) + rest)
        assert answer.status_code == 404, (method, rest)
    own = f"/organizations/{service.other_partner.organization_id}/page-links/{link.id}"
    assert (await service.other_partner.delete(own)).status_code == 404


async def test_there_are_at_most_twenty(service: Service) -> None:
    for _ in range(20):
        await visiting(service)
    assert (await service.partner.send("POST", path_of(service))).status_code == 409


async def test_a_token_for_one_thing_opens_no_other(service: Service) -> None:
    calendar = (await service.partner.send("POST", "/calendar-links")).json()["url"]
    token = calendar.rpartition("/")[2].removesuffix(".ics")
    assert (await service.client.get(f"/partner/{token}")).status_code == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_what_another_website_sends_is_refused(service: Service, site: str) -> None:
    offer_id = await offered(service)
    partner = await visiting(service)
    seen = await partner.seen(offer_id, "pause")
    headers = {"Sec_Fetch_Site": site}
    assert (await partner.post(f"/offers/{offer_id}/pause", {"seen": seen}, **headers)).status_code == 403
    assert (await partner.send_list(b"naam;adres\na;b", **headers)).status_code == 403
    assert (await service.partner.get(f"/offers/{offer_id}")).json()["state"] == "published"
    same = await partner.post(f"/offers/{offer_id}/pause", {"seen": seen}, Sec_Fetch_Site="same-origin")
    assert same.status_code == 303
