"""AnSinh: the register of social assistance for commune officers, without a network."""
