"""What happened, counted when it happens: numbers by month, one dimension at a time, and no record of whom."""
