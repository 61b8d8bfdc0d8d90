"""The results as a table, with what is wrong below it."""
from report import aligned

COLUMNS = ["", "sent", "honest", "failed", "p50 ms", "p99 ms", "delay ms", "peak MB", "MB before/after", "files"]
COLUMNS += ["", "  answers"]


def table(results):
    """A line for each result, and one for each fault."""
    rows = [COLUMNS, *map(row, results)]
    yield from aligned(rows)
    for result in results:
        for fault in result.faults:
            yield f"{result.name}: {fault}"


def row(result):
    outcomes = sorted(result.outcomes.items())
    return [
        result.name,
        f"{result.sent:,}",
        f"{result.honest_requests:,}",
        f"{sum(result.honest_failures.values()):,}",
        f"{result.latency_median:.1f}",
        f"{result.latency_p99:.1f}",
        f"{result.delay_p99:.1f}",
        f"{result.peak_resident_bytes / 1e6:.0f}",
        f"{result.resident_bytes_before / 1e6:.0f}/{result.resident_bytes_after / 1e6:.0f}",
        f"{result.files_before}/{result.files_after}",
        "fails" if result.faults else "passes",
        "  " + ", ".join(f"{outcome}: {count:,}" for outcome, count in outcomes),
    ]
