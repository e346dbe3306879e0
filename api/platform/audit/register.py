"""The register of processing activities (AVG article 30), from what the features declare."""

from collections.abc import Iterable

from api.platform.storage.activities import Activity

_HEAD = """# What is done with data of people

Made from what each feature declares (`make register`); a test holds it to that. The municipality that runs Vonk is the
controller: it puts these into its own register, adds the legal ground, and sets `VONK_PROCESSING_REGISTER_URL`, so that
each row of the log of data processing (*Logboek Dataverwerkingen* 1.0) names the activity by its address there.
"""
_TAIL = """## What is logged, and what is not

One row for each act and each person: `createHandover` about one client is one row, reading that handover another. The
person is a number by chance, tied to the sender's own reference by a keyed hash in one place; an erasure takes that
place, and from then on nobody, also not who holds the keys, can say whose rows they were. A client's export shows them.

- **A question for a match, or for a path** (`POST /v1/matches`) brings a nameless profile without any reference, and
  nothing of it is kept: there is no person here whom a row could be about. The tool that asks knows the client and
  logs it; with its `traceparent` both logs can be laid side by side.
- **A whole city** is a row for each client and each act: sending it, the work itself, reading what everyone gets, and
  erasing. The command `vonk match-city` reads a file of the operator's own and keeps nothing: who has the file logs it.
- **The clock** logs as people do: that a watch was told of an offer or asked for a place, that a mail about a handover
  was attempted, that it was counted whether a start still goes on, and what is erased because it was kept for long
  enough, is a row for each client. That a profile was looked at and nothing came of it is none.
- **A calendar** that subscribed shows when, where and with whom an organization has an appointment, and no word about a
  client, every hour anew: as a list, it is no row. One appointment that is opened is.
- **Lists** show ids, states and the reader's own references; opening one of them is logged.
- **The board of a table** shows labels; putting a client at the table and handing over are logged.
- **Reports** and wishes in vain are numbers, and know no person.
"""


def render_register(activities: Iterable[Activity]) -> str:
    """Render the register as a document."""
    return "\n".join([_HEAD, *map(_render, activities), _TAIL])


def _render(activity: Activity) -> str:
    return f"""## {activity.title} (`{activity.id}`)

| | |
| --- | --- |
| for what | {activity.purpose} |
| which data | {activity.data} |
| who gets it | {activity.receivers} |
| how long | {activity.kept} |
"""
