"""Controls that several screens share; they know data to show, never a service."""
