"""Errors, units, statuses and streams of random numbers: what every room may use."""
