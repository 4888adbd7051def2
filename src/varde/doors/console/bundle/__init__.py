"""One bundle: its items in all their copies, its tips with the reasons for their marks."""
