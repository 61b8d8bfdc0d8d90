"""The results as tables."""

COLUMNS = [
    "",
    "requests/s",
    "points/s",
    "p50 ms",
    "p90 ms",
    "p99 ms",
    "CPU ns/point",
    "us/request",
    "x body",
    "MB",
    "scrape ms",
]


def table(results, body_only):
    """A line for each result; `body_only` has what the same costs a server that only collects the body, by name."""
    rows = [COLUMNS]
    for result in results:
        anchor = body_only.get(result.name)
        rows.append(
            [
                result.name,
                f"{result.requests_per_second:,.0f}",
                f"{result.points_per_second:,.0f}",
                f"{result.latency_median:.2f}",
                f"{result.latency_p90:.2f}",
                f"{result.latency_p99:.2f}",
                f"{result.processor_nanoseconds_per_point:,.0f}",
                f"{result.processor_nanoseconds_per_request / 1000:,.1f}",
                f"{ratio(result, anchor):.2f}" if anchor else "",
                f"{result.resident_bytes / 1e6:,.0f}",
                f"{result.scrape_seconds * 1000:,.0f}" if result.scrapes else "",
            ]
        )
    return aligned(rows)


def problems(results):
    """What went wrong, if anything did."""
    for result in results:
        if result.answers_other_than_200:
            yield f"{result.name}: {result.answers_other_than_200} answers other than 200"
        if result.failed_requests:
            yield f"{result.name}: {result.failed_requests} requests without an answer"
        if result.totals_are_right is False:
            yield f"{result.name}: the page doesn't show what was sent"


def comparisons(results):
    """What follows from two results each: a name and a number."""
    by_name = {result.name: result for result in results}
    pairs = {
        "gzip to identity, 50 points": ("50 points, gzip, made before", "50 points, identity, made before"),
        "gzip to identity, 500 points": ("500 points, gzip, made before", "500 points, identity, made before"),
        "last to first to schema order, 500 points": ("500 points, fields last to first", "500 points"),
    }
    for points in ("1 point", "50 points", "500 points"):
        alone = by_name.get(f"{points}, one thread")
        # Not every collector takes its threads from the processors that it may use.
        if alone and points in by_name and alone.threads < by_name[points].threads:
            pairs[f"two threads to one, {points}"] = (points, alone.name)
    return {
        name: ratio(by_name[one], by_name[other])
        for name, (one, other) in pairs.items()
        if one in by_name and other in by_name
    }


def ratio(result, other):
    """How many times the processor time of another's requests a result's take."""
    return result.processor_nanoseconds_per_request / other.processor_nanoseconds_per_request


def aligned(rows):
    """Rows of texts as lines: the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join([row[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(row[1:], widths[1:]))]).rstrip()
        for row in rows
    ]
