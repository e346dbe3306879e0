"""The page for partners without a system."""
