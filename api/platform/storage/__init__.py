"""What is kept, and how fresh: the database, encryption, ids, and numbers that tell of every change."""
