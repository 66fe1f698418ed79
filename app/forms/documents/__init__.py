"""One module for each paper; they do not know each other."""
