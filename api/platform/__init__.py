"""What every service needs, and what knows nothing of welfare."""
