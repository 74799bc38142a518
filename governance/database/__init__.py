"""The two databases: SQLite embedded, PostgreSQL for real."""
