"""The afternoon of a host in a browser: a table made, filled and closed without a terminal."""
