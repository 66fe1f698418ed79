"""The steps of the exchange, strangers to each other; ``sending`` and ``receiving`` join them."""
