"""A place to try Vonk without writing code: the example of what a coach's tool does with the API."""
