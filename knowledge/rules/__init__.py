"""Collections of golden rules: numbered by the collection, in the order that its keepers give."""
