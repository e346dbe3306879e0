"""What is mailed about a handover, and the page on which a sender reads the answer."""
