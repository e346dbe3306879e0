"""What a route may ask of its request: the session, the caller, the moment, the settings, the language."""
