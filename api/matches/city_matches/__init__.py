"""A city at once, durably: everyone of an organization is matched by some node, and the outcome stays for a day."""
