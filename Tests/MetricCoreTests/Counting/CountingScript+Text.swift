extension CountingScript {
    /// The steps, a line each; times are in seconds since the page began.
    ///
    /// - Parameters:
    ///   - name: Only points of this metric, if it is given.
    ///   - limit: How many of the last lines.
    func text(ofMetric name: String?, limit: Int) -> String {
        let beginning = steps.first?.now ?? 0
        let lines = steps.flatMap { step in
            let text = text(of: step.action, metric: name)
            let wall = seconds(step.wall, since: rules.startTime)
            return text.map { "\(seconds(step.now, since: beginning)) (wall \(wall)) \($0)" }
        }
        return lines.suffix(limit).joined(separator: "\n")
    }

    private func text(of action: Action, metric name: String?) -> [String] {
        switch action {
        case .expire: return ["expire"]
        case .scrape(let scraper, let isCompleted):
            return ["scrape by \(scraper.map { "\($0)" } ?? "nobody")\(isCompleted ? "" : ", broken off")"]
        case .push(let request):
            return request.resources.flatMap { resource in
                resource.points.filter { name == nil || $0.metric.name == name }.map { text(of: $0, by: resource) }
            }
        }
    }

    private func text(of point: SentPoint, by sender: SentResource) -> String {
        let series = "\(point.metric.name)(\(point.label ?? "")) \(point.metric.temporality)"
        let times = "start \(time(point.start)) time \(time(point.time))"
        return "\(sender.writer ?? "-") \(sender.host ?? "-") \(series) \(times) \(point.value)"
    }

    private func time(_ time: UInt64) -> String { time == 0 ? "0" : seconds(time, since: rules.startTime) }

    /// With all nine decimals, for each counts.
    private func seconds(_ time: UInt64, since beginning: UInt64) -> String {
        let difference = Int64(bitPattern: time &- beginning)
        let fraction = "\(difference.magnitude % .second)"
        let zeros = String(repeating: "0", count: 9 - fraction.count)
        return "\(difference < 0 ? "-" : "")\(difference.magnitude / .second).\(zeros)\(fraction)"
    }
}

extension CountingRules: CustomStringConvertible {
    var description: String {
        let times = [
            "expiration": expiration, "stream timeout": streamTimeout, "stream memory": streamMemory,
            "total retention": totalRetention,
        ]
        let limits = [
            "streams": streamLimit, "remembered streams": rememberedStreamLimit, "series": seriesLimit,
            "series of a metric": seriesLimitPerMetric,
        ]
        let seconds = times.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value / .second) s" }
        let counts = limits.sorted { $0.key < $1.key }.filter { $0.value < 1_000_000 }.map { "\($0.value) \($0.key)" }
        let rules = gauges.sorted { $0.key < $1.key }.filter { $0.key.hasPrefix("gauge") }.map {
            "\($0.key) \($0.value)"
        }
        return (["\(writers)"] + seconds + counts + rules).joined(separator: ", ")
    }
}
