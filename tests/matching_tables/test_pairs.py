"""What a proposal tells of pairs: each stands for itself, and all that suit are there."""

from tests.matching_tables.afternoon import COOKING, COOKING_OFFER, make_table
from tests.service import Service, an_offer


async def test_every_pair_at_a_table_stands_for_itself_and_all_that_suits_is_told(service: Service) -> None:
    made = [an_offer(**COOKING_OFFER | {"title": f"Koken {number}"}, places={"available": 1}) for number in range(14)]
    ids = [(await service.partner.post("/offers", each)).json()["id"] for each in made]
    table = await make_table(service.host)
    await service.host.put(f"/tables/{table['id']}/offers", {"offerIds": ids})
    for number in range(3):
        await service.host.put(f"/tables/{table['id']}/clients/K{number}", COOKING)
    told = (await service.host.post(f"/tables/{table['id']}/proposals", None)).json()
    scores: dict[str, float] = {}
    for each in told["clients"]:
        pairs = [(each["offerId"], each["score"]), *((one["offerId"], one["score"]) for one in each["alternatives"])]
        assert sorted(offer_id for offer_id, _ in pairs) == sorted(ids)
        scores |= dict(pairs)
    assert len(set(scores.values())) == 1
