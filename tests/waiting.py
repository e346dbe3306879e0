"""How long tests wait for what they expect: no machine is so slow, so only what hangs gets there."""

ONLY_A_HANG_SECONDS = 300
ONLY_A_HANG_MILLISECONDS = ONLY_A_HANG_SECONDS * 1000
