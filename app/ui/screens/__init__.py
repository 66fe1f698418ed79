"""One package for each screen, strangers to each other."""
