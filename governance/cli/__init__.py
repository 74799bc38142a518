"""The command line: `governance …`."""
