"""Hash sharing documents (XML, namespace https://hashsharing.ncmec.org/hashsharing/v2): types, parser and writer.

Never: computes a fingerprint; decides what a classification means; shows a fingerprint in an error.
"""
