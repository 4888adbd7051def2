"""The matching service: is this file, or this fingerprint, in our lists? Bearer tokens with the right `look_up`.

POST /api/v1/match            a file, or digests and fingerprints -> the whole finding
/hma/h/…, /hma/m/…, /hma/c/…  the same in the words of Hasher-Matcher-Actioner: an integration only changes its base address

Never: says "no match" where it could not tell; keeps a file or a fingerprint that it was asked about; fetches an address.
"""
