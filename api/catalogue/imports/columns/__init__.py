"""What partners write in the cells of a table becomes an offer as it would come over the API."""

from api.catalogue.imports.columns.headings import Headings, count_known, read_headings
from api.catalogue.imports.columns.offers import read_cells
from api.catalogue.imports.columns.remarks import Remark

__all__ = ["Headings", "Remark", "count_known", "read_cells", "read_headings"]
