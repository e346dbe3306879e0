"""A tour past every operation, from which the example answers and the collection for Bruno are made."""
