"""The steps of the exchange, each a stranger to the others; ``app.sync.pipeline`` joins them."""
