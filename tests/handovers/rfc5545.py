"""A second reader of calendar files, strict about what RFC 5545 asks: lines, folding, what must be there and once."""

MOST_OCTETS = 75
ONCE = ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY")
STATUSES = {"CONFIRMED", "CANCELLED", "TENTATIVE"}


def read_events(written: bytes) -> list[dict[str, str]]:
    """Each event by the names of its properties; an AssertionError for what is not right."""
    assert written.endswith(b"\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert all(len(line) <= MOST_OCTETS for line in written.split(b"\r\n"))
    lines = written.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert lines.count("VERSION:2.0") == 1
    events: list[dict[str, str]] = []
    open_parts: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        plain = name.partition(";")[0]
        if plain == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                events.append({})
        elif plain == "END":
            assert open_parts.pop() == value
        elif open_parts[-1] == "VEVENT":
            assert plain not in events[-1], plain
            events[-1][plain] = value
    assert not open_parts
    assert all(name in event for event in events for name in ONCE)
    assert all(event["STATUS"] in STATUSES and event["SEQUENCE"].isdecimal() for event in events)
    assert len({event["UID"] for event in events}) == len(events)
    return events
