"""Tables that every stage relies on."""
