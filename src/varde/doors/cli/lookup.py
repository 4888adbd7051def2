"""Files are looked up in indexes: bytes by equality, pictures by nearness, videos by shares of frames.

What is found on the fast way is looked at again on the exact one before it is told. Since the two differ by some bits, the first
look goes `SLACK_BITS` further than the radius. A video is seen by its keyframes first; where any is near a known frame, or
`is_thorough`, all of it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from varde.doors.cli.examining import Examiner
from varde.doors.cli.files import Found
from varde.doors.cli.hits import LOOKS_ALIKE, SAME_BYTES, VIDEO, Told
from varde.doors.cli.seen import DIGESTS, Seen

if TYPE_CHECKING:
    from varde.kernels.hashing import Fingerprint
    from varde.kernels.search.saved import Hit, SavedIndex, VideoHit

NEAR = "pdq"
SLACK_BITS = 8  # how far the fast way may be off on stable pictures
AT_ONCE = 64


@dataclass(frozen=True)
class LookUp:
    """What is looked in, and how far."""

    indexes: list[SavedIndex]
    radius_bits: int
    is_thorough: bool = False
    threads: int = 1

    def of_files(self, files: Iterable[Found], examiner: Examiner, *, is_exact: bool) -> Iterator[tuple[Found, Seen, list[Told]]]:
        """Each file with its hits, in order."""
        from varde.kernels.media import How, Sampling, Way

        sampling = Sampling.EACH_SECOND if self.is_thorough else Sampling.KEYFRAMES
        first = How(Way.EXACT if is_exact else Way.FAST, sampling)
        for batch in _batches(examiner.examined(files, first)):
            doubts = [place for place, (_, seen) in enumerate(batch) if self._needs_a_second_look(seen)]
            again = examiner.examined([batch[place][0] for place in doubts], How())
            second = {place: seen for place, (_, seen) in zip(doubts, again, strict=True) if not seen.error}
            for place, (found, seen) in enumerate(batch):
                yield found, seen, self.of_seen(second.get(place, seen))

    def _needs_a_second_look(self, seen: Seen) -> bool:
        from varde.kernels.search.videos import says_too_little

        frames = _near_ones(seen)
        if seen.is_video:
            is_partial = seen.facts.get("sampling") != "each-second" or not all(frame.is_exact for frame in frames)
            return is_partial and (says_too_little(frames) or any(self._videos(seen, SLACK_BITS)))
        return not all(one.is_exact for one in frames) and any(self._near(seen, SLACK_BITS))

    def of_seen(self, seen: Seen) -> list[Told]:
        """The hits of what was found of a file, strongest ground first."""
        alike = self._told_videos(seen) if seen.is_video else self._told_pictures(seen)
        return [*self._same_bytes(seen), *alike]

    def _same_bytes(self, seen: Seen) -> Iterator[Told]:
        """Each entry once, by its strongest digest."""
        told = set()
        for algorithm in DIGESTS:
            for hit in self._equal(algorithm, seen.digests.get(algorithm)):
                if (hit.list, hit.entry) not in told:
                    told.add((hit.list, hit.entry))
                    sizes = {} if hit.size is None else {"size_agrees": hit.size == seen.size}
                    yield Told(seen.path, SAME_BYTES, hit.list, hit.entry, algorithm, 0, hit.classification, sizes)

    def _equal(self, algorithm: str, value: bytes | None) -> list[Hit]:
        return [hit for index in self.indexes for hit in index.exact(algorithm, [value])[0]] if value else []

    def _told_pictures(self, seen: Seen) -> Iterator[Told]:
        """Each entry once, by the nearest of the file's fingerprints: as stored, and as shown where EXIF data turns it."""
        told = set()
        for one, hit in sorted(self._near(seen), key=lambda pair: pair[1].bits_apart):
            if (hit.list, hit.entry) not in told:
                told.add((hit.list, hit.entry))
                more = {"version": one.version, "quality_percent": one.quality_percent, "confirmed": one.is_exact}
                yield Told(seen.path, LOOKS_ALIKE, hit.list, hit.entry, NEAR, hit.bits_apart, hit.classification, more)

    def _near(self, seen: Seen, slack_bits: int = 0) -> list[tuple[Fingerprint, Hit]]:
        """Entries of pictures near a fingerprint of this picture."""
        ours = _near_ones(seen)
        return [
            (one, hit) for one, hits in zip(ours, self._hits(ours, slack_bits), strict=True) for hit in hits if hit.at_ms is None
        ]

    def _hits(self, ours: list[Fingerprint], slack_bits: int = 0) -> list[list[Hit]]:
        found: list[list[Hit]] = [[] for _ in ours]
        for index in self.indexes if ours else ():
            near = index.near([one.value for one in ours], radius_bits=self.radius_bits + slack_bits, threads=self.threads)
            found = [[*before, *more] for before, more in zip(found, near, strict=True)]
        return found

    def _videos(self, seen: Seen, slack_bits: int = 0) -> Iterator[VideoHit]:
        radius = self.radius_bits + slack_bits
        return (hit for index in self.indexes for hit in index.videos(_near_ones(seen), radius_bits=radius, threads=self.threads))

    def _told_videos(self, seen: Seen) -> Iterator[Told]:
        matches = [hit for hit in self._videos(seen) if hit.is_match]
        frames = _near_ones(seen)
        hits = self._hits(frames) if matches else []
        for match in matches:
            pairs = [(one, hit) for one, near in zip(frames, hits, strict=True) for hit in _nearest(near, match)]
            more = {
                "version": frames[0].version,
                "confirmed": seen.facts.get("sampling") == "each-second" and all(one.is_exact for one in frames),
                "share_of_file": round(match.share_of_query, 4),
                "share_of_entry": round(match.share_of_entry, 4),
                "reasons": list(match.reasons),
                "frames": [{"at_ms": one.at_ms, "entry_at_ms": hit.at_ms, "bits_apart": hit.bits_apart} for one, hit in pairs],
            }
            yield Told(seen.path, VIDEO, match.list, match.entry, NEAR, match.bits_apart, match.classification, more)


def _nearest(hits: list[Hit], match: VideoHit) -> list[Hit]:
    """The nearest frame of the matching entry, if any."""
    theirs = [hit for hit in hits if hit.at_ms is not None and (hit.list, hit.entry) == (match.list, match.entry)]
    return sorted(theirs, key=lambda hit: hit.bits_apart)[:1]


def _near_ones(seen: Seen) -> list[Fingerprint]:
    return [one for one in seen.fingerprints if one.algorithm == NEAR]


def _batches(pairs: Iterator[tuple[Found, Seen]]) -> Iterator[list[tuple[Found, Seen]]]:
    from itertools import islice

    while batch := list(islice(pairs, AT_ONCE)):
        yield batch
