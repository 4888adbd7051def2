"""The same service in the words of Hasher-Matcher-Actioner 1.x (docs/reference/matching.md): its paths, parameters and answers.

Never: its curation; a coin flip (`seed` and `bypass_coinflip` are taken and change nothing); a fetch of `url`.
"""
