"""How the service speaks HTTP: problems, languages, validation, shapes, pages of lists, and the document."""
