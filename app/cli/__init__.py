"""The headless face: every command works without Qt, and a screen can do nothing more."""
