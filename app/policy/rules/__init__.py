"""One module per clause of the law; the modules do not know each other."""
