"""The door: HTTP in, the engine behind it, errors mapped to statuses once."""
