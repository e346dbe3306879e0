"""Quality: what would let an offer be found better, in words for its partner."""
