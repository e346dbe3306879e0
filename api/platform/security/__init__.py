"""Who calls, and what that role may do."""
