internal import MetricCore
internal import Pipeline

/// `legacy_names: drop`: takes out the names with ids in them, by what Airflow's versions are known to send.
///
/// What Airflow sends under a modern name as well is dropped; what it doesn't becomes a modern name with attributes. So
/// nothing but a series' identity has to be looked at, as long as nobody has filtered what Airflow sent.
struct LegacyNameRemoval: SeriesProcessor {
    var stopsEmptyRequests: Bool { true }

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        guard series.scope.isAirflows, let name = AirflowName(series.metric.name, in: series.scope) else {
            return series
        }
        if series.scope.isEarlyAirflows, name.mayBeCut { return withCutName(series, name) }
        guard let legacy = LegacyNames.legacy(name.own) else {
            return isKnownByLegacyName(series, name) ? nil : series
        }
        if legacy.hasTwin(series) { return nil }
        var series = series
        series.attributes = legacy.attributes(in: name.own, beside: series.attributes)
        series.metric.name = name.prefix + legacy.modern
        return series
    }

    /// A name without its end can't be read: a counter's is known to have a twin, a gauge stays as it is.
    private func withCutName(_ series: SeriesDescription, _ name: AirflowName) -> SeriesDescription? {
        guard let legacy = LegacyNames.legacy(cut: name.own), legacy.hasTwin(series) else { return series }
        return nil
    }

    /// Whether a modern name's series of an early Airflow's gauge is the one that says what a legacy one says too.
    private func isKnownByLegacyName(_ series: SeriesDescription, _ name: AirflowName) -> Bool {
        guard series.scope.isEarlyAirflows, series.metric.shape.type == .gauge else { return false }
        return LegacyNames.legacies(of: name.own).contains { legacy in
            legacy.twin == .always
                && legacy.names(for: series.attributes).contains {
                    name.prefix.utf8.count + $0.utf8.count < AirflowName.earlyLimit
                }
        }
    }
}

extension LegacyName {
    /// Whether who sends a series of this name sends the same under the modern name, all of it.
    fileprivate func hasTwin(_ series: SeriesDescription) -> Bool {
        let isGauge = series.metric.shape.type == .gauge
        return switch twin {
        case .always: !(isGauge && series.scope.isEarlyAirflows)
        case .never: false
        case .unlessGauge: !isGauge
        case .withAttribute(let key): series.attributes.value(of: key) != nil
        case .withoutAttribute(let key): series.attributes.value(of: key) == nil
        }
    }
}
