"""The outbox between steps: what must happen next, written in the transaction that makes it necessary.

Never:   runs a step (flow/runner.py does); forgets a row before its step is done
"""
