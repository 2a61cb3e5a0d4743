"""What every room stands on: readers, audiences, clean input, sanitised HTML, tasks."""
