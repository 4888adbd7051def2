"""Where people and machines come in; no decision is made here."""
