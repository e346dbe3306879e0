"""Keys over the API: whose a key is, making one, replacing one, ending one."""
