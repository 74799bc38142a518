"""Made-up data to try everything on: always the same for the same seed, number and moment."""
