"""The policy: its rules, how they decide, and the conditions and forms as SQL."""
