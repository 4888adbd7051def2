"""One file per number. Each says on which kinds of ledger entries it rests."""

SHARES = ("referral_received", "accounts_linked", "accounts_unlinked", "incidents_joined")
FACTS = (*SHARES, "person_known")
