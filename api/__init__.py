"""The service: features by folder, one direction of imports; see the picture in README.md."""
