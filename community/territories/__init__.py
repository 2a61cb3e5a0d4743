"""Territories: a country, its regions and their departments, on everything that has a place."""
