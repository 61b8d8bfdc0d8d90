import MetricCore
import TestRandom
import Testing

/// The tables are what otelcol shows, but for the names of which it shows only one of several that are equal.
struct MetricNameTests {
    static func name(
        _ name: String, _ unit: String = "", _ kind: MetricName.Kind = .gauge, namespace: String = "",
        _ strategy: TranslationStrategy = .underscoreEscapingWithSuffixes
    ) throws -> String {
        try MetricName(name, unit: unit, kind: kind, namespace: namespace, strategy: strategy).text
            .escaped(by: .underscores, as: .metric)
    }

    /// What a unit adds to the name of a gauge and of a counter.
    static let units: [(unit: String, gauge: String, counter: String)] = [
        ("", "", "_total"),
        ("ms", "_milliseconds", "_milliseconds_total"),
        ("s", "_seconds", "_seconds_total"),
        ("us", "_microseconds", "_microseconds_total"),
        ("ns", "_nanoseconds", "_nanoseconds_total"),
        ("min", "_minutes", "_minutes_total"),
        ("h", "_hours", "_hours_total"),
        ("d", "_days", "_days_total"),
        ("By", "_bytes", "_bytes_total"),
        ("KiBy", "_kibibytes", "_kibibytes_total"),
        ("MiBy", "_mebibytes", "_mebibytes_total"),
        ("MBy", "_megabytes", "_megabytes_total"),
        ("1", "_ratio", "_total"),
        ("%", "_percent", "_percent_total"),
        ("{thing}", "", "_total"),
        ("{requests}", "", "_total"),
        ("m", "_meters", "_meters_total"),
        ("V", "_volts", "_volts_total"),
        ("A", "_amperes", "_amperes_total"),
        ("J", "_joules", "_joules_total"),
        ("W", "_watts", "_watts_total"),
        ("g", "_grams", "_grams_total"),
        ("Cel", "_celsius", "_celsius_total"),
        ("Hz", "_hertz", "_hertz_total"),
        ("By/s", "_bytes_per_second", "_bytes_per_second_total"),
        ("{thing}/s", "_per_second", "_per_second_total"),
        ("m/s", "_meters_per_second", "_meters_per_second_total"),
        ("1/s", "_per_second", "_per_second_total"),
        ("s/1", "_seconds_per_1", "_seconds_per_1_total"),
        ("{a}/{b}", "", "_total"),
        ("/s", "_per_second", "_per_second_total"),
        ("ms/", "_milliseconds", "_milliseconds_total"),
        ("foo", "_foo", "_foo_total"),
        ("foo.bar", "_foo_bar", "_foo_bar_total"),
        ("foo bar", "_foo_bar", "_foo_bar_total"),
        ("s{anno}", "", "_total"),
        ("{anno}s", "", "_total"),
        ("kg", "_kg", "_kg_total"),
        ("°C", "_C", "_C_total"),
        ("bit", "_bit", "_bit_total"),
        ("bytes", "_bytes", "_bytes_total"),
        ("seconds", "_seconds", "_seconds_total"),
        ("By/m", "_bytes_per_minute", "_bytes_per_minute_total"),
        ("{x}/min", "_per_min", "_per_min_total"),
        ("1/{x}", "", "_total"),
        ("By.s", "_By_s", "_By_s_total"),
        ("ratio", "_ratio", "_ratio_total"),
        ("total", "_total", "_total"),
        ("s/s", "_seconds_per_second", "_seconds_per_second_total"),
        ("w", "_w", "_w_total"),
        ("mo", "_mo", "_mo_total"),
        ("y", "_y", "_y_total"),
        ("10*3/s", "_10_3_per_second", "_10_3_per_second_total"),
        ("USD", "_USD", "_USD_total"),
    ]

    @Test(arguments: [
        ("airflow.ti.finish", "airflow", "airflow_ti_finish_total"), ("airflow", "airflow", "airflow_total"),
        ("airflow.ti", "air", "air_airflow_ti_total"), ("airflows", "airflow", "airflow_airflows_total"),
        ("ti", "airflow", "airflow_ti_total"), ("ti", "", "ti_total"), ("my-team.ti", "my-team", "my_team_ti_total"),
    ])
    func `puts a namespace once if it is asked to`(name: String, namespace: String, text: String) throws {
        let result = try MetricName(
            name, unit: "", kind: .counter, namespace: namespace, repeatsNamespace: false,
            strategy: .underscoreEscapingWithSuffixes)
        #expect(result.text == text)
    }

    @Test(arguments: units)
    func `adds the words of the unit`(unit: String, gauge: String, counter: String) throws {
        #expect(try Self.name("x", unit) == "x" + gauge)
        #expect(try Self.name("x", unit, .counter) == "x" + counter)
    }

    static let oddUnits: [(String, String, MetricName.Kind, String)] = [
        ("u.a", "/s", .gauge, "u_a_per_second"), ("u.b", "By/", .gauge, "u_b_bytes"),
        ("u.d", "1/{task}", .gauge, "u_d"), ("u.e", "m/s2", .gauge, "u_e_meters_per_s2"),
        ("u.f", " % ", .gauge, "u_f_percent"), ("u.g", "°C", .gauge, "u_g_C"),
        ("u.h", "foo-bar", .gauge, "u_h_foo_bar"),
        ("u.i", "__x__", .gauge, "u_i_x_"), ("u.i", "__x__/s", .gauge, "u_i_x_per_second"),
        ("u.j", "By/s/s", .gauge, "u_j_bytes_per_s_s"), ("u.k", "ms/{run}", .gauge, "u_k_milliseconds"),
        ("u.l", "MS", .gauge, "u_l_MS"), ("u.m", "_", .gauge, "u_m"), ("u.n", " / ", .gauge, "u_n"),
        ("u.o", "a b", .gauge, "u_o_a_b"), ("u.q", "%", .counter, "u_q_percent_total"),
        ("u.s", "total", .gauge, "u_s_total"), ("u.t", "total", .counter, "u_t_total"),
        ("seconds.in.queue", "s", .gauge, "seconds_in_queue"), ("queue.seconds", "s", .gauge, "queue_seconds"),
        ("queue_milliseconds_max", "ms", .gauge, "queue_milliseconds_max"),
        ("queueseconds", "s", .gauge, "queueseconds_seconds"),
        ("req.per.second", "1/s", .gauge, "req_per_second_per_second"),
        ("Seconds.wait", "s", .gauge, "Seconds_wait_seconds"), ("bytes.total.sent", "By", .counter, "bytes_sent_total"),
        ("ratio", "1", .gauge, "ratio"), ("a.ratio.b.ratio", "1", .gauge, "a_b_ratio"),
        ("percent.done", "%", .other, "percent_done"), ("open.things", "1", .other, "open_things"),
    ]

    @Test(arguments: oddUnits)
    func `adds odd units as otelcol does`(name: String, unit: String, kind: MetricName.Kind, expected: String) throws {
        #expect(try Self.name(name, unit, kind) == expected)
    }

    static let names: [(name: String, gauge: String?, counter: String?)] = [
        ("airflow.scheduler.heartbeat", "airflow_scheduler_heartbeat", "airflow_scheduler_heartbeat_total"),
        ("airflow_scheduler_heartbeat", "airflow_scheduler_heartbeat", "airflow_scheduler_heartbeat_total"),
        ("already_total", "already_total", "already_total"), ("x.total", "x_total", "x_total"),
        ("total", "total", "total"), ("x_total_y", "x_total_y", "x_y_total"), ("total.total", "total_total", "total"),
        ("a.total.b.total", "a_total_b_total", "a_b_total"), ("with-dash", "with_dash", "with_dash_total"),
        ("with space", "with_space", "with_space_total"),
        ("1leading.digit", "_1leading_digit", "_1leading_digit_total"),
        ("_lead", "lead", "lead_total"), ("__lead", "lead", "lead_total"), ("a__b", "a_b", "a_b_total"),
        ("a..b", "a_b", "a_b_total"), (".lead", "lead", "lead_total"), ("trail.", "trail", "trail_total"),
        ("trail_", "trail", "trail_total"), ("UPPER.Case", "UPPER_Case", "UPPER_Case_total"),
        ("é.accent", "accent", "accent_total"), ("größe", "gr_e", "gr_e_total"), ("日本", nil, "total"),
        ("😀", nil, "total"), ("a:b", "a:b", "a:b_total"), ("a/b", "a_b", "a_b_total"), ("_", nil, "total"),
        ("-", nil, "total"), ("", nil, "total"), ("___", nil, "total"), ("..", nil, "total"),
        ("ratio", "ratio", "ratio_total"), ("my_bytes_total", "my_bytes_total", "my_bytes_total"),
        ("target_info", "target_info", "target_info_total"), ("job:rate:sum", "job:rate:sum", "job:rate:sum_total"),
        (
            "airflow.local_task_job.task_exit.123.my-dag.my task.0",
            "airflow_local_task_job_task_exit_123_my_dag_my_task_0",
            "airflow_local_task_job_task_exit_123_my_dag_my_task_0_total"
        ),
    ]

    @Test(arguments: names)
    func `joins the words of a name`(name: String, gauge: String?, counter: String?) {
        #expect((try? Self.name(name)) == gauge)
        #expect((try? Self.name(name, "", .counter)) == counter)
    }

    @Test func `names a metric by its unit alone`() throws {
        #expect(try Self.name("_", "s") == "seconds")
    }

    static let plainNames: [(String, String)] = [
        ("airflow.ti.finish", "airflow_ti_finish"), ("jobs_total", "jobs_total"),
        ("total.jobs.started", "total_jobs_started"), ("2nd.try", "_2nd_try"), ("double__under", "double__under"),
        (".lead.trail.", "lead_trail"), ("_lead_", "_lead_"), ("größe", "gr_e"),
        ("my metric/name-x", "my_metric_name_x"), ("job:rate:sum", "job:rate:sum"), ("_", "_"), ("__", "__"),
    ]

    @Test(arguments: plainNames)
    func `only escapes without suffixes`(name: String, expected: String) throws {
        #expect(try Self.name(name, "s", .counter, .underscoreEscapingWithoutSuffixes) == expected)
    }

    static let namespaces: [(namespace: String, withSuffixes: String, without: String, targetInfo: String?)] = [
        ("airflow", "airflow_2nd_try", "airflow_2nd_try", "airflow_target_info"),
        ("my.app-x", "my_app_x_2nd_try", "my_app_x_2nd_try", "my_app_x_target_info"),
        ("9lives", "_9lives_2nd_try", "_lives_2nd_try", "key_9lives_target_info"),
        ("_corp", "_corp_2nd_try", "_corp_2nd_try", "key_corp_target_info"),
        ("airflow__", "airflow___2nd_try", "airflow___2nd_try", "airflow__target_info"),
        ("____", "_____2nd_try", "_____2nd_try", nil), ("", "_2nd_try", "_2nd_try", "target_info"),
    ]

    @Test(arguments: namespaces)
    func `puts the namespace in front`(namespace: String, withSuffixes: String, without: String, targetInfo: String?)
        throws
    {
        #expect(try Self.name("2nd.try", namespace: namespace) == withSuffixes)
        #expect(try Self.name("2nd.try", namespace: namespace, .underscoreEscapingWithoutSuffixes) == without)
        #expect((try? MetricName.targetInfo(namespace: namespace))?.text == targetInfo)
    }

    @Test func `says which metric has no name`() {
        #expect(throws: MetricNameError.empty(metric: "-")) { try Self.name("-") }
        #expect(throws: MetricNameError.onlyUnderscores(metric: "_.", result: "_")) {
            try Self.name("_.", "", .gauge, .underscoreEscapingWithoutSuffixes)
        }
        #expect(
            MetricNameError.empty(metric: "-").description == "normalization for metric \"-\" resulted in empty name")
    }

    @Test func `makes only valid names of random bytes`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        let alphabet = Array("aZ09_:./{}% é日1s".unicodeScalars)
        func text() -> String {
            var text = ""
            for _ in 0..<random.next() % 8 {
                text.unicodeScalars.append(alphabet[Int(random.next() % UInt64(alphabet.count))])
            }
            return text
        }
        for _ in 0..<5_000 {
            let (metric, unit, namespace) = (text(), text(), text())
            for strategy in TranslationStrategy.allCases {
                for kind in [MetricName.Kind.gauge, .counter, .other] {
                    guard let name = try? Self.name(metric, unit, kind, namespace: namespace, strategy) else {
                        continue
                    }
                    #expect(
                        name.wholeMatch(of: /[a-zA-Z_:][a-zA-Z0-9_:]*/) != nil, "\(metric) \(unit), seed \(seed)")
                }
            }
        }
    }
}
