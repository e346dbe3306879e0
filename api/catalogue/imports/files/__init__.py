"""Reading the files that partners keep their offers in, row by row."""

from api.catalogue.imports.files.reading import open_rows
from api.catalogue.imports.files.rows import Cells, ImportFileError, OpenedFile, Row

__all__ = ["Cells", "ImportFileError", "OpenedFile", "Row", "open_rows"]
