"""The demo: a community worth exploring, filled by the steps that each app gives."""
