"""What a governed read costs, beside hand-written SQL and beside Strawberry over an ORM."""
