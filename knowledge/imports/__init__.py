"""Cards brought in through the CMS: a file is tried first, then read in the background."""
