/// A line of the report.
struct BenchmarkResult {
    let name: String
    let measurement: Measurement
    /// What one run works through, and what that is called.
    let items: Int
    let unit: String
    /// The bytes that go in, or come out where nothing goes in.
    let bytes: Int
    /// Bytes of memory for each series, where that was asked.
    var bytesPerSeries: Double?

    /// Nanoseconds for each item.
    var nanosecondsPerItem: Double { measurement.nanoseconds / Double(items) }
    /// Millions of bytes in a second.
    var megabytesPerSecond: Double { Double(bytes) / measurement.nanoseconds * 1000 }

    /// The line as it is printed; `baseline` is what it is compared with.
    func line(baseline: BenchmarkResult) -> String {
        let ratio = baseline.nanosecondsPerItem / nanosecondsPerItem
        var line =
            name.padded(to: 50) + rounded(nanosecondsPerItem).padded(to: 10, left: true)
            + " ns/\(unit)".padded(to: 11)
            + rounded(megabytesPerSecond).padded(to: 9, left: true) + " MB/s"
            + rounded(measurement.allocations).padded(to: 10, left: true) + " allocations"
            + rounded(ratio, digits: 2).padded(to: 8, left: true) + " x"
        if let bytesPerSeries { line += rounded(bytesPerSeries).padded(to: 9, left: true) + " B/series" }
        return line
    }

    /// The line as an object of JSON; names hold nothing that JSON would have to escape.
    var json: String {
        """
        {"name": "\(name)", "unit": "\(unit)", "nanoseconds_per_unit": \(nanosecondsPerItem), \
        "megabytes_per_second": \(megabytesPerSecond), "allocations_per_run": \(measurement.allocations), \
        "units_per_run": \(items), "bytes_per_series": \(bytesPerSeries.map { "\($0)" } ?? "null")}
        """
    }
}

/// A number with so many digits behind the point at most.
func rounded(_ value: Double, digits: Int = 1) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    return "\((value * scale).rounded() / scale)"
}

extension String {
    /// The text with blanks behind it, or before it, up to a width.
    func padded(to width: Int, left: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return left ? blanks + self : self + blanks
    }
}
