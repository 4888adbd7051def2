"""The documents that organisations write to each other, and which file is what.

xml.py         the one XML parser of the house, hardened; what it refuses and why
strict.py      the same care for JSON: no duplicate keys, no unknown fields, bounded sizes, times with an offset
account.py     what a platform states of an account; used by letters and platform bodies
acts.py        `varde-acts/1`: who sent which item to whom, as lines inside a CyberTip's chatImIncident.content
letters.py     `varde-referral/1` and `varde-outcome/1`: clearinghouse -> agency, and the outcome back
platform.py    what a platform's own systems post to their station: reports, copies, share records
cybertip/      CyberTip XML: our schema, typed documents, two layers of checks, the clearinghouse's answers

Errors name a path, never content. Everything here is bytes in, frozen types out, and back.
No database, no network, no decision about a person.
"""
