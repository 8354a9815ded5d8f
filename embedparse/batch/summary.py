"""The outcome of a run: counts that add up, as text for a person and as JSON for a program."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from embedparse.jobs import Result
from embedparse.messages import counted
from embedparse.models import CONFIDENCES


@dataclass(slots=True)
class Summary:
    """Counts of a run. ``read`` is always ``scanned`` + all of ``skipped`` + all of ``failed``.

    ``found`` counts records by (platform, kind, confidence), ``holding`` the documents that hold
    any; ``removed`` the code points that the articles are without once their embeds are taken out;
    ``size`` the bytes of rows and the code points of other documents scanned; ``seconds`` the time
    taken, earlier runs that were resumed included.
    """

    read: int = 0
    scanned: int = 0
    holding: int = 0
    size: int = 0
    removed: int = 0
    seconds: float = 0.0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    found: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        self.read += result.read
        self.scanned += result.scanned
        self.holding += result.holding
        self.size += result.size
        self.removed += result.removed
        self.skipped.update(result.skipped)
        self.failed.update(failure.kind for failure in result.failures)
        self.found.update(result.found)

    def join(self, other: Summary) -> None:
        """Count the outcome of another part of the run; times are not added up."""
        self.read += other.read
        self.scanned += other.scanned
        self.holding += other.holding
        self.size += other.size
        self.removed += other.removed
        self.skipped.update(other.skipped)
        self.failed.update(other.failed)
        self.found.update(other.found)

    @property
    def failures(self) -> int:
        return sum(self.failed.values())

    @property
    def embeds(self) -> int:
        return sum(self.found.values())

    def to_dict(self) -> dict[str, Any]:
        """The counts as JSON, ``embeds`` nested as platform, kind, confidence."""
        embeds: dict[str, dict[str, dict[str, int]]] = {}
        for (platform, kind, confidence), count in sorted(self.found.items()):
            embeds.setdefault(platform, {}).setdefault(kind, {})[confidence] = count
        return {
            "read": self.read,
            "scanned": self.scanned,
            "skipped": dict(sorted(self.skipped.items())),
            "failed": dict(sorted(self.failed.items())),
            "holding": self.holding,
            "embeds": embeds,
            "size": self.size,
            "removed": self.removed,
            "seconds": round(self.seconds, 3),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Summary:
        """The summary that `to_dict` gave."""
        found: Counter[tuple[str, str, str]] = Counter()
        for platform, kinds in data["embeds"].items():
            for kind, confidences in kinds.items():
                for confidence, count in confidences.items():
                    found[platform, kind, confidence] = count
        plain = {key: data[key] for key in ("read", "scanned", "holding", "size", "removed", "seconds")}
        return cls(**plain, skipped=Counter(data["skipped"]), failed=Counter(data["failed"]), found=found)

    def _found(self) -> str:
        kinds = Counter({"embed": 0})
        for (_, kind, _), count in self.found.items():
            kinds[kind] += count
        *others, last = [counted(count, kind) for kind, count in sorted(kinds.items())]
        return f"{', '.join(others)} and {last}" if others else last

    def to_text(self) -> str:
        """A few lines for standard error."""
        parts = [f"{self.scanned:,} scanned"]
        if self.skipped:
            parts.append(f"{sum(self.skipped.values()):,} skipped ({_counts(self.skipped)})")
        if self.failed:
            parts.append(f"{self.failures:,} failed ({_counts(self.failed)})")
        rate = f", {self.read / self.seconds:,.0f} a second" if self.seconds > 0.01 else ""
        lines = [
            f"{counted(self.read, 'document')} read = {' + '.join(parts)} in {self.seconds:.1f} s{rate}",
            f"{self._found()} in {counted(self.holding, 'document')}",
        ]
        platforms: dict[str, Counter[str]] = {}
        for (platform, kind, confidence), count in self.found.items():
            name = platform if kind == "embed" else f"{platform or 'social media'} {kind}s"
            platforms.setdefault(name, Counter())[confidence] += count
        for name, counts in sorted(platforms.items(), key=lambda entry: (-sum(entry[1].values()), entry[0])):
            split = ", ".join(f"{counts[level]:,} {level}" for level in CONFIDENCES if counts[level])
            lines.append(f"  {name:<18}{sum(counts.values()):>9,}  ({split})")
        return "\n".join(lines)


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in sorted(counter.items()))
