"""Pages for people: one look, no script, nothing from another host."""
