"""A page for partners without a system: all their offers at one address, kept up from a phone."""
