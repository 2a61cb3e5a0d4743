"""Turns folders of Markdown and HTML that others wrote into draft cards."""
