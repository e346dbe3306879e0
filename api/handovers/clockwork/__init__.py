"""What the clock does to a handover: deadlines in working days, reminders, expiry, and forgetting."""
