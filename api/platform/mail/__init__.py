"""Mail: organizations without a system of their own are written to, durably, and without a word about a client."""
