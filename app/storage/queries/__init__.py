"""What is read, one module for each record; Core for lists, never a row object outside."""
