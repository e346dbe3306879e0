"""Nothing that webhooks tell of a client outlives its erasure, also not what is kept for who repeats a request."""

from tests.handovers.arranging import offered, requested
from tests.service import Service
from tests.webhooks.receiver import Receiver
from tests.webhooks.test_deliveries import deliveries, subscribe


async def test_who_asked_for_a_retry_is_told_no_more_of_a_client_who_is_erased(
    hooked: Service, receiver: Receiver
) -> None:
    endpoint = await subscribe(hooked.coach, receiver, "handover.*")
    handover = await requested(hooked, await offered(hooked), clientReference="K-1")
    (delivery, *_) = await deliveries(hooked.coach, endpoint)
    path = f"/deliveries/{delivery['id']}/retries"
    retried = await hooked.coach.post(path, None, Idempotency_Key="een")
    assert (retried.status_code, retried.json()["data"]["handoverId"]) == (202, handover["id"])
    await hooked.coach.post("/handovers/erasures", {"clientReference": "K-1"})
    assert (await hooked.coach.post(path, None, Idempotency_Key="een")).status_code == 404
