"""Kinds of store for sealed files; `registry.py` lists them."""
