"""Will it come about? What experts and their chances say of it, pooled by stated rules."""
