"""The append-only, hash-chained record of every act.

Never:   changes or removes an entry; holds evidence or a person's particulars
"""
