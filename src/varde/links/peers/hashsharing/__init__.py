"""Hash sharing, as its caller: client.py speaks their words; adapter.py turns what they say into entries of our lists."""
