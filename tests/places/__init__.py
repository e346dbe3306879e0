"""Where postcodes lie."""
