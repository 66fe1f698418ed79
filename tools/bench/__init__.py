"""The benchmark: ours against a floor measured in the same run, in turn; only ratios count."""
