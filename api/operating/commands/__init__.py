"""The commands of `vonk`, each in a file of its own, so that none imports what another needs."""
