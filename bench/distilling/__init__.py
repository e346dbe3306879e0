"""Making the table of likeness: which texts, how an encoder places them, and a table of words fitted to that."""
