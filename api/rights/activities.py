"""What the rights of clients do with data of people."""

from api.platform.storage.activities import Activity

RIGHTS_OF_CLIENTS = Activity(
    id="rights-of-clients",
    title="Inzage en wissen",
    purpose="A client sees all that is held, or has it erased (AVG articles 15 and 17).",
    data="Everything that is held under the sender's own reference.",
    receivers="The organization that handed the client over, for the client.",
    kept="Nothing is kept of it but that it was done.",
)
