"""Benchmarks: what the engine and the service do in a second, against what one would run otherwise."""
