"""Many clients at once: a question a line comes in, an answer a line goes out, and nothing is stored."""
