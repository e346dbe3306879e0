"""A whole city at once: everyone in a file gets the offer that is best for all together; nothing is stored."""
