"""The first run: make a workstation, or open the training one with invented people."""
