"""What clients ask for and nobody offers, by neighbourhood: counts from five up, and no record of who asked."""
