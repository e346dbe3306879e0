"""What partners write in the cells of a table becomes an offer as it would come over the API."""

from api.catalogue.imports.columns.headings import Columns, count_known, read_headings
from api.catalogue.imports.columns.offers import read_cells
from api.catalogue.imports.columns.remarks import Remark

__all__ = ["Columns", "Remark", "count_known", "read_cells", "read_headings"]
