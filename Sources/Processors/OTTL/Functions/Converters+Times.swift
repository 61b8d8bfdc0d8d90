import Configuration

extension Converter {
    /// Times and durations, without the clock.
    static func times(_ surroundings: Surroundings) -> [Converter] {
        parts + units + [
            Converter("Now", isVolatile: true) { .time(OTTLTime(unixNanoseconds: surroundings.now())) },
            Converter(
                "Time", variadic: .string("time"), .timeLayout("format"),
                .optional(.timeZone("location", surroundings)), .optional(.english("locale"))
            ) { text, layout, zone, _ throws(EvaluationError) in
                guard !text.isEmpty else { throw .failed("time cannot be empty") }
                return .time(try TimeParser.parse(text, layout, in: zone))
            },
            Converter("FormatTime", .time("time"), .timeLayout("format")) { .string($1.text(of: $0)) },
            Converter("TruncateTime", .time("time"), .duration("duration")) { .time($0.truncated(to: $1)) },
            Converter("Unix", .int("seconds"), .optional(.int("nanoseconds"))) { seconds, nanoseconds in
                .time(OTTLTime(unixNanoseconds: seconds &* 1_000_000_000 &+ (nanoseconds ?? 0)))
            },
            Converter("Duration", .string("duration")) { text throws(EvaluationError) in
                .duration(try nanoseconds(text))
            },
        ]
    }

    /// Parts of what calendar and clock show.
    private static let parts: [Converter] = [
        Converter("Year", .time("time")) { .int(CalendarTime($0).year) },
        Converter("Month", .time("time")) { .int(CalendarTime($0).month) },
        Converter("Day", .time("time")) { .int(CalendarTime($0).day) },
        Converter("Weekday", .time("time")) { .int(CalendarTime($0).weekday) },
        Converter("Hour", .time("time")) { .int(CalendarTime($0).hour) },
        Converter("Minute", .time("time")) { .int(CalendarTime($0).minute) },
        Converter("Second", .time("time")) { .int(CalendarTime($0).second) },
        Converter("Nanosecond", .time("time")) { .int(CalendarTime($0).nanosecond) },
    ]

    /// Times since 1970, and durations, in one unit.
    private static let units: [Converter] = [
        Converter("UnixNano", .time("time")) { .int($0.unixNanoseconds) },
        Converter("UnixMicro", .time("time")) { .int($0.unixNanoseconds.flooringDivision(by: 1_000).quotient) },
        Converter("UnixMilli", .time("time")) { .int($0.unixNanoseconds.flooringDivision(by: 1_000_000).quotient) },
        Converter("UnixSeconds", .time("time")) {
            .int($0.unixNanoseconds.flooringDivision(by: 1_000_000_000).quotient)
        },
        Converter("Hours", .duration("duration")) { .double(fractional($0, 3_600_000_000_000)) },
        Converter("Minutes", .duration("duration")) { .double(fractional($0, 60_000_000_000)) },
        Converter("Seconds", .duration("duration")) { .double(fractional($0, 1_000_000_000)) },
        Converter("Milliseconds", .duration("duration")) { .int($0 / 1_000_000) },
        Converter("Microseconds", .duration("duration")) { .int($0 / 1_000) },
        Converter("Nanoseconds", .duration("duration")) { .int($0) },
    ]
}

/// A duration in units, whole ones apart from the rest, so that a long one loses nothing.
private func fractional(_ duration: Int64, _ unit: Int64) -> Double {
    Double(duration / unit) + Double(duration % unit) / Double(unit)
}

private func nanoseconds(_ text: String) throws(EvaluationError) -> Int64 {
    do throws(GoDuration.Fault) {
        let (seconds, attoseconds) = try GoDuration.parse(text).components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    } catch {
        throw .failed("cannot read \"\(text)\" as duration: \(error)")
    }
}

extension Parameter where Value == String {
    /// The language of names, of which there is one.
    fileprivate static func english(_ name: String) -> Self {
        Self.literalString(name).map { text throws(EvaluationError) in
            guard text == "en" || text.hasPrefix("en-") || text.hasPrefix("en_") else {
                throw .failed("unsupported locale: \(text) (there is en)")
            }
            return text
        }
    }
}

extension Parameter where Value == TimeZoneRules {
    fileprivate static func timeZone(_ name: String, _ surroundings: Surroundings) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            guard let file = surroundings.timeZoneFile(text), let rules = TimeZoneRules(file: file) else {
                throw .failed("unknown time zone \(text)")
            }
            return rules
        }
    }
}
