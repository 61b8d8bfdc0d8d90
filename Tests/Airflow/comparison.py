"""The table of task counters: what Airflow's database says beside what is measured."""

TOLERANCE = 1e-6


def compare(expected, on_page, in_prometheus):
    """Prints the three values of each task counter; gives those counters that aren't equal."""
    counters = sorted({*expected, *on_page, *in_prometheus})
    width = max(len(str(counter)) for counter in counters)
    print(f"\n{'task counter':{width}}  {'database':>10}  {'page':>10}  {'PromQL':>10}")
    unequal = []
    for counter in counters:
        truth, shown = expected[counter], (on_page[counter], in_prometheus[counter])
        equal = all(is_one(values, truth) for values in shown)
        if not equal:
            unequal.append(counter)
        columns = "  ".join(f"{text(values):>10}" for values in shown)
        print(f"{str(counter):{width}}  {truth:10}  {columns}{'' if equal else '  DIFFERS'}")

    processes = sum(value for counter, value in expected.items() if counter.name == "airflow_ti_start_total")
    print(f"\n{processes} task processes; {len(counters) - len(unequal)} of {len(counters)} task counters are equal\n")
    return unequal


def is_one(values, truth):
    """Whether a counter is shown by one series, with the value that it must have."""
    return len(values) == 1 and abs(values[0] - truth) <= TOLERANCE


def text(values):
    """A counter's value as the table shows it; if there are several, how many."""
    match values:
        case []:
            return "none"
        case [value]:
            return f"{value:.9g}"
        case _:
            return f"{len(values)} series"
