"""Themes: the one vocabulary, translated, that everything is sorted by."""
