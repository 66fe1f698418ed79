"""Việc hôm nay: what is late, due today, due until the end of next week."""
