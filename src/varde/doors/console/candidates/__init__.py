"""Accounts that may be one person's: the evidence, and an officer's answer."""
