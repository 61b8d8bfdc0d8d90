// Settings that are one value.

extension ConfigSection {
    /// Reads `true` or `false`.
    public func bool(_ key: String, default standard: Bool) -> Bool {
        var result = standard
        if let node = value(key) {
            if case .bool(let flag) = node.value {
                result = flag
            } else {
                mismatch(key, node, expected: "true or false")
            }
        }
        record(key, .bool(result))
        return result
    }

    /// Reads a whole number.
    public func int(_ key: String, default standard: Int, in range: ClosedRange<Int>) -> Int {
        let result = optionalInt(key, in: range) ?? standard
        record(key, .int(Int64(result)))
        return result
    }

    /// Reads a whole number that has no upper limit.
    public func int(_ key: String, default standard: Int, in range: PartialRangeFrom<Int>) -> Int {
        int(key, default: standard, in: range.lowerBound...Int.max)
    }

    /// Reads a whole number, or nil if none is written.
    public func optionalInt(_ key: String, in range: ClosedRange<Int>) -> Int? {
        record(key, .null)
        guard let node = value(key) else { return nil }
        guard let number = node.wholeNumber, range.contains(number) else {
            mismatch(key, node, expected: describe(range))
            return nil
        }
        record(key, .int(Int64(number)))
        return number
    }

    /// Reads a number, with or without a fraction.
    public func double(_ key: String, default standard: Double, in range: ClosedRange<Double>) -> Double {
        var result = standard
        if let node = value(key) {
            if let number = node.number, range.contains(number) {
                result = number
            } else {
                mismatch(key, node, expected: "a number from \(range.lowerBound) to \(range.upperBound)")
            }
        }
        record(key, .double(result))
        return result
    }

    /// Reads text.
    public func string(_ key: String, default standard: String) -> String {
        let result = optionalString(key) ?? standard
        record(key, .string(result))
        return result
    }

    /// Reads text that must be written.
    public func string(_ key: String) -> String {
        guard let result = optionalString(key) else {
            if value(key) == nil { missing(key) }
            return ""
        }
        return result
    }

    /// Reads text that must be written and not be empty; with a fault, the empty text.
    public func nonEmptyString(_ key: String) -> String {
        let result = string(key)
        if result.isEmpty, written(key)?.text != nil { missing(key) }
        return result
    }

    /// Reads text, or nil if none is written.
    public func optionalString(_ key: String) -> String? {
        let result = text(key)
        record(key, result.map(SettingValue.string) ?? .null)
        return result
    }

    /// Reads text that is kept secret when the configuration is printed, or nil if none is written.
    public func secret(_ key: String) -> String? {
        let result = text(key, isSecret: true)
        record(key, result.map(SettingValue.secret) ?? .null)
        return result
    }

    /// Reads one of a few words that must be written, whatever its case; nil if it is none of them, which is a fault.
    public func choice<Choice: Equatable>(_ key: String, named names: KeyValuePairs<String, Choice>) -> Choice? {
        if value(key) == nil { missing(key) }
        return choice(key, default: nil, among: names.map { ($0.key, $0.value) })
    }

    /// Reads one of a few words, whatever their case.
    ///
    /// `names` are in lower case; the first one for a value is how it is printed. A default without one isn't printed.
    public func choice<Choice: Equatable>(
        _ key: String, default standard: Choice, named names: KeyValuePairs<String, Choice>
    ) -> Choice {
        choice(key, default: standard, among: names.map { ($0.key, $0.value) })
    }

    private func choice<Choice: Equatable>(
        _ key: String, default standard: Choice, among names: [(key: String, value: Choice)]
    ) -> Choice {
        var result = standard
        if let node = value(key) {
            let name = node.text?.lowercased()
            if let match = names.first(where: { $0.key == name }) {
                result = match.value
            } else {
                let allowed = names.map(\.key)
                let suggestion = node.text.flatMap { nearestName(to: $0, among: allowed) }
                let hint = suggestion.map { "; did you mean \($0)?" } ?? ""
                fail(at: key, "expected one of \(allowed.joined(separator: ", ")), found \(node.described)\(hint)")
            }
        }
        if let name = names.first(where: { $0.value == result }) {
            record(key, .string(name.key))
        } else {
            omit(key)
        }
        return result
    }

    /// Reads text that must be written and not be empty, and makes something of it; what `make` throws is a fault.
    /// Nil if there are faults.
    public func required<Item, Fault>(_ key: String, as make: (String) throws(Fault) -> Item) -> Item? {
        nonEmptyString(key).isEmpty ? nil : optional(key, as: make)
    }

    /// Reads text and makes something of it; what `make` throws is a fault. Nil if no text is written or an empty one,
    /// or if there are faults.
    public func optional<Item, Fault>(_ key: String, as make: (String) throws(Fault) -> Item) -> Item? {
        guard let text = optionalString(key), !text.isEmpty else { return nil }
        do throws(Fault) {
            return try make(text)
        } catch {
            fail(at: key, "\(quoted(text)): \(error)")
            return nil
        }
    }

    /// Reads a duration in Go's syntax, such as `5s` or `1h30m`; of bare numbers only 0 is one.
    public func duration(_ key: String, default standard: Duration, atLeast least: Duration = .zero) -> Duration {
        let result = optionalDuration(key, atLeast: least) ?? standard
        record(key, .duration(result))
        return result
    }

    /// Reads a duration, or nil if none is written.
    public func optionalDuration(_ key: String, atLeast least: Duration = .zero) -> Duration? {
        record(key, .null)
        guard let node = value(key) else { return nil }
        guard let result = duration(key, node) else { return nil }
        guard result >= least else {
            let limit = least == .nanoseconds(1) ? "greater than 0" : "at least \(GoDuration.format(least))"
            fail(at: key, "must be \(limit), found \(GoDuration.format(result))")
            return nil
        }
        record(key, .duration(result))
        return result
    }

    /// Reads `host:port`.
    public func endpoint(_ key: String, default standard: Endpoint) -> Endpoint {
        let result = optionalEndpoint(key) ?? standard
        record(key, .string(result.description))
        return result
    }

    /// Reads `host:port`, which must be written.
    public func endpoint(_ key: String) -> Endpoint {
        let standIn = Endpoint(host: "", port: 0)
        guard value(key) != nil else {
            missing(key)
            return standIn
        }
        return optionalEndpoint(key) ?? standIn
    }

    /// Reads `host:port`, or nil if none is written.
    public func optionalEndpoint(_ key: String) -> Endpoint? {
        record(key, .null)
        guard let text = text(key) else { return nil }
        do throws(Endpoint.Fault) {
            let endpoint = try Endpoint(parsing: text)
            record(key, .string(endpoint.description))
            return endpoint
        } catch {
            fail(at: key, "\(quoted(text)): \(error)")
            return nil
        }
    }

    private func text(_ key: String, isSecret: Bool = false) -> String? {
        guard let node = written(key) else { return nil }
        // An empty variable is null to YAML, and to a text setting the empty text that it holds.
        if let text = node.text { return text }
        guard !node.isNull else { return nil }
        mismatch(key, node, expected: node.isScalar ? "text, which needs quotes here" : "text", isSecret: isSecret)
        return nil
    }

    private func duration(_ key: String, _ node: ConfigNode) -> Duration? {
        if node.wholeNumber == 0 { return .zero }
        guard case .string(let text) = node.value else {
            mismatch(key, node, expected: "a duration with its unit, such as 5s or 1h30m")
            return nil
        }
        do throws(GoDuration.Fault) {
            return try GoDuration.parse(text)
        } catch {
            fail(at: key, "\(quoted(text)): \(error)")
            return nil
        }
    }

    private func describe(_ range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): "a whole number"
        case (let least, .max): "a whole number of at least \(least)"
        case (let least, let greatest): "a whole number from \(least) to \(greatest)"
        }
    }
}

extension ConfigNode {
    /// The number, if it is whole and fits: also `5.0` and `1e3`.
    var wholeNumber: Int? {
        switch value {
        case .int(let number): Int(exactly: number)
        case .double(let number): Int(exactly: number)
        default: nil
        }
    }

    /// The number, if it is one.
    var number: Double? {
        switch value {
        case .int(let number): Double(number)
        case .unsigned(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    /// Tells whether this is one value rather than a list or map.
    var isScalar: Bool {
        switch value {
        case .list, .map: false
        default: true
        }
    }
}
