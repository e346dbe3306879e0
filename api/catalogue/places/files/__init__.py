"""Files that tell where postcodes lie: GeoNames, CSV and CBS GeoPackage, recognised by what is in them."""

from api.catalogue.places.files.reading import read_place_file
from api.catalogue.places.files.rows import PlaceFile, PlaceFileError, PlaceRow, SkippedRow

__all__ = ["PlaceFile", "PlaceFileError", "PlaceRow", "SkippedRow", "read_place_file"]
