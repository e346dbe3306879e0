"""Reports: counts of a half-year, each with what it means, and never a person."""
