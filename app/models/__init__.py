"""What the records are as tables; where they live is the business of ``app.storage``."""
