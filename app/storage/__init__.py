"""The disk: the encrypted file, its log, the tables folded from it, and how both are read."""
