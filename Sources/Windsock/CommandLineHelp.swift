extension CommandLineArguments {
    /// What `--help` prints.
    static let help = """
        Windsock collects the metrics that Apache Airflow pushes, and serves them to Prometheus.

        Usage:
          windsock [flags]            Runs; without --config, with the pipeline that is built in
          windsock validate [flags]   Tells whether a configuration would be taken
          windsock print-config [flags]
                                      Prints a configuration with every default
          windsock components         Prints which components there are
          windsock help               Prints this page

        Flags:
          --config SOURCE     Where the configuration is: a path, file:PATH, env:NAME or yaml:TEXT.
                              May be given several times: of two sources the later one wins.
          --set KEY=VALUE     Changes one setting, as in --set receivers.otlp.protocols.http.endpoint=:4318.
                              Counts after all --config.
          --feature-gates GATES
                              Turns feature gates of otelcol on, or off behind a minus, as in A,-B.
          --strict            Refuses a configuration of which a part would be left out.
          --version, -v       Prints the version.
          --help, -h          Prints this page.

        Flags of validate:
          --explain           Tells what each processor does, and whether once per series or with each request.

        Flags of print-config:
          --mode MODE         redacted (default) or unredacted: whether secrets are shown.
          --format FORMAT     yaml (default) or json.
          --validate=false    Prints the configuration even if it is refused.

        """
}
