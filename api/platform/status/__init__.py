"""Status: is this node alive, is it ready, and how is it doing."""
