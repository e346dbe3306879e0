"""The board on the wall: what it shows, live and on cards, and what is tapped on it."""
