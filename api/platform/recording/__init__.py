"""Recording: who did what, and whose data was processed, in the transaction of what it tells."""
