"""Recorded sessions of the demo, made from the scripts in ``scripts/`` by ``make.py``."""
