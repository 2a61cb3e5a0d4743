"""Cards: micro-content of five minutes, from the expert's draft to the reader's page."""
