"""What is searched for, counted without anybody: the editors' list of what nobody has written."""
