"""Words and small values that every layer speaks; imports nothing of ours."""
