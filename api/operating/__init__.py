"""What an operator runs: commands, keys, the demo, seeding, and a doctor."""
