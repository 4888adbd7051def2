"""Whom we speak with: their keys, addresses and log-ins, and our own key.

Never:   sends anything by itself; shows a password or a private key
"""
