"""Which key opens which operation: `yes` may be answered 404 for what is another's, `403` never gets that far."""

from tests.house.operations import Operation, operations
from tests.service import Actor, Service

TABLE = """
operation                 admin  coach  host   partner  analyst  nobody
matchOffers               yes    yes    yes    yes      403      401
findNextSteps             yes    yes    yes    yes      403      401
findPath                  yes    yes    yes    yes      403      401
listInterests             yes    yes    yes    yes      yes      401
listOffers                yes    yes    yes    yes      yes      401
readOffer                 yes    yes    yes    yes      yes      401
createOffer               yes    403    403    yes      403      401
replaceOffer              yes    403    403    yes      403      401
changeOffer               yes    403    403    yes      403      401
withdrawOffer             yes    403    403    yes      403      401
upsertOffer               yes    403    403    yes      403      401
listReviews               yes    403    403    403      403      401
reviewOffer               yes    403    403    403      403      401
listOrganizations         yes    yes    yes    yes      yes      401
readOrganization          yes    yes    yes    yes      yes      401
createOrganization        yes    403    403    403      403      401
changeOrganization        yes    403    403    403      403      401
createHandover            403    yes    yes    403      403      401
listHandovers             403    yes    yes    yes      403      401
searchHandovers           403    yes    yes    yes      403      401
readHandover              yes    yes    yes    yes      yes      401
addHandoverEvent          yes    yes    yes    yes      yes      401
listHandoverEvents        yes    yes    yes    yes      yes      401
readAppointment           yes    yes    yes    yes      yes      401
createReplyLink           403    yes    yes    403      403      401
exportClient              yes    yes    yes    403      403      401
eraseClient               yes    yes    yes    403      403      401
readHandoverDeadlines     yes    yes    yes    yes      yes      401
replaceHandoverDeadlines  yes    403    403    403      403      401
createTable               403    403    yes    403      403      401
listTables                403    403    yes    403      403      401
readTable                 403    403    yes    403      403      401
deleteTable               403    403    yes    403      403      401
setTableClient            403    403    yes    403      403      401
removeTableClient         403    403    yes    403      403      401
setTableOffers            403    403    yes    403      403      401
proposeForTable           403    403    yes    403      403      401
decideForTableClient      403    403    yes    403      403      401
undoTableDecisions        403    403    yes    403      403      401
handOverFromTable         403    403    yes    403      403      401
renewTableBoard           403    403    yes    403      403      401
followTable               403    403    yes    403      403      401
createWebhookEndpoint     yes    yes    yes    yes      403      401
listWebhookEndpoints      yes    yes    yes    yes      403      401
readWebhookEndpoint       yes    yes    yes    yes      403      401
deleteWebhookEndpoint     yes    yes    yes    yes      403      401
listWebhookDeliveries     yes    yes    yes    yes      403      401
retryWebhookDelivery      yes    yes    yes    yes      403      401
"""
(_, *ROLES), *ROWS = (line.split() for line in TABLE.strip().splitlines())
WANTED = {name: dict(zip(ROLES, answers, strict=True)) for name, *answers in ROWS}
OPERATIONS = operations()
REFUSALS = {401, 403}


def test_every_operation_has_a_row_and_no_other() -> None:
    assert sorted(name for name, *_ in ROWS) == sorted(operation.name for operation in OPERATIONS)


async def test_every_role_gets_in_where_the_table_says_and_nowhere_else(service: Service) -> None:
    actors = {role: getattr(service, role, None) for role in ROLES}
    found = {
        operation.name: {role: await told(service, actor, operation) for role, actor in actors.items()}
        for operation in OPERATIONS
    }
    assert {name: row for name, row in found.items() if row != WANTED[name]} == {}


async def told(service: Service, actor: Actor | None, operation: Operation) -> str:
    if actor is None:
        status = (await service.client.request(operation.method, f"/v1{operation.some_path}")).status_code
    else:
        status = (await actor.send(operation.method, operation.some_path)).status_code
    return str(status) if status in REFUSALS else "yes"
