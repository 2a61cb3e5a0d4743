"""Freshness: who verifies which card by when, and what happens when nobody does."""
