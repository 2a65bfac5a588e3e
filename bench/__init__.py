"""Benchmarks: each is one command and prints one table."""
