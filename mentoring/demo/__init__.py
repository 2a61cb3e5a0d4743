"""Demo content of mentoring."""
