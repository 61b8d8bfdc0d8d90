"""A page in Prometheus' text format, taken apart by Prometheus' own Python parser."""
import subprocess

from prometheus_client.parser import text_string_to_metric_families


class Page:
    """What one scrape brought."""

    def __init__(self, text):
        self.text = text
        families = list(text_string_to_metric_families(text))
        self.samples = [sample for family in families for sample in family.samples]
        self.types = dict(line.split(" ")[2:4] for line in self.lines if line.startswith("# TYPE "))
        self.help = dict(line.split(" ", 3)[2:4] for line in self.lines if line.startswith("# HELP "))

    @property
    def lines(self):
        return self.text.splitlines()

    def series(self, name, **labels):
        """The samples of a name that bear the given labels, perhaps among others."""
        return [s for s in self.samples if s.name == name and labels.items() <= s.labels.items()]

    def sample(self, name, **labels):
        """The only sample of a name that bears the given labels."""
        found = self.series(name, **labels)
        assert len(found) == 1, f"{len(found)} series {name} {labels} on the page\n{self.text}"
        return found[0]

    def value(self, name, **labels):
        """The value of the only sample of a name that bears the given labels."""
        return self.sample(name, **labels).value

    def buckets(self, name, **labels):
        """A histogram's cumulative counts by upper bound, as they stand on the page."""
        return {s.labels["le"]: s.value for s in self.series(f"{name}_bucket", **labels)}

    def is_accepted_by_promtool(self):
        """Whether promtool can parse the page; what it thinks of names is not our business."""
        check = subprocess.run(["promtool", "check", "metrics"], input=self.text, capture_output=True, text=True)
        assert check.returncode in (0, 3), check.stderr
        return True
