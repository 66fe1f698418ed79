"""Sign-in: the first window, painted before anything heavy is loaded."""
