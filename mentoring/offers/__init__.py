"""Offers: asking one facilitator, with a date by which they answer."""
