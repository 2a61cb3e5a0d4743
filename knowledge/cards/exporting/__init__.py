"""Cards as files that people read and this site reads again: Markdown, with what it shows."""
