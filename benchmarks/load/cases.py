"""What is measured: each case is a body, and the circumstances under which it is sent."""
from dataclasses import dataclass, replace

from bodies import airflow, rotation, template

# Bodies that are made beforehand; after the last one the first comes again.
ROTATION = 256


@dataclass(frozen=True)
class Case:
    """A body and its circumstances. The name is what the table shows."""

    name: str
    points: int = 1
    body: str = "template"
    backwards: bool = False
    new_instances: bool = False
    closes: bool = False
    # How many series are on the page that is scraped every second.
    scraped: int = 0
    one_processor: bool = False
    # At half of the highest load, which is what the case of that name found.
    half_of: str = ""

    def make_body(self, begin):
        """What is sent in the case; times are from `begin` on, in nanoseconds since 1970."""
        if self.body == "airflow":
            return airflow()
        made = template(self.points, self.backwards, self.new_instances)
        if not self.new_instances:
            made = made.begun(begin)
        return made if self.body == "template" else rotation(made, begin, ROTATION, self.body == "gzip")

    @property
    def wire(self):
        """What of it a server sees that doesn't look into the body."""
        return (self.points, "gzip" if self.body == "gzip" else self.body == "airflow", self.closes)

    def half(self):
        """The same at half of the load."""
        return replace(self, name=f"{self.name}, half load", half_of=self.name)


def all_cases(scraped_series):
    """Every case, in the order in which they are measured and shown."""
    plain = [Case(count(points), points) for points in (1, 50, 500, 5000)]
    backwards = [replace(case, name=f"{case.name}, fields last to first", backwards=True) for case in plain]
    scraped = [
        replace(case, name=f"{case.name}, {scraped_series:,} series scraped", scraped=scraped_series)
        for case in plain[:3]
    ]
    one, fifty, five_hundred, _ = plain
    return [
        *plain,
        *backwards,
        *(
            Case(f"{count(points)}, {words}", points, body=body)
            for points in (50, 500)
            for body, words in (("rotation", "identity, made before"), ("gzip", "gzip, made before"))
        ),
        Case("Airflow's own requests", body="airflow"),
        Case("1 point, a connection each", closes=True),
        Case("1 point, a new instance id each", new_instances=True),
        Case("1 point, a connection and an instance id each", closes=True, new_instances=True),
        *scraped,
        *(case.half() for case in [*plain[:3], *scraped]),
        *(replace(case, name=f"{case.name}, one thread", one_processor=True) for case in (one, fifty, five_hundred)),
    ]


def count(points):
    """So many points, in words."""
    return "1 point" if points == 1 else f"{points:,} points"
