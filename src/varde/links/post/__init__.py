"""Signed letters between stations: sent with retries, received once, receipted.

A letter is JSON; the files that go with it are sent before it, each under its SHA-256. Every request carries an HTTP message
signature
(RFC 9421, Ed25519) over method, target, authority, content digest and content type, with a nonce and a time. The answer to a
letter is a signed receipt over its digest: "delivered" means a verified receipt and nothing else.

In:      a letter that a step made ready (LetterReady), or a request at doors/api/inbox
Out:     what the letter is about (ARRIVES_AS)
Runs at: every station
Never:   reads what a letter says; trusts a header that the signature does not cover
"""
