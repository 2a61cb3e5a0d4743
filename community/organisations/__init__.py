"""Organisations: the establishments of a network, imported from its register."""
