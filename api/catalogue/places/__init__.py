"""Places: where a postcode lies."""
