"""How a receiver without a system answers: the page, its form, its links, and the calendar."""
