"""Where a card comes from: a replay's second, a stop of a trip, a need that was solved."""
