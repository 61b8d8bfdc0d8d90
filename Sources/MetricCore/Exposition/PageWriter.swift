/// Writes a page, piece by piece.
public protocol PageWriter {
    /// The names of families that can't stand beside others that came before them.
    var leftOut: [String] { get }

    /// Appends what comes next until the buffer has `size` bytes or a little more. Tells whether anything is left.
    mutating func write(to buffer: inout TextBuffer, size: Int) -> Bool
}

extension PageSnapshot {
    /// What writes the snapshot, which has been sorted, in a format.
    ///
    /// - Parameters:
    ///   - lastSeen: The version of the page that its reader has seen last, if there is one: counters and histograms
    ///     that weren't on it are shown with their values before, since what a series begins with is lost to
    ///     Prometheus.
    ///   - names: The families to write, by their names or by what the format makes of them; all if it is nil.
    public func writer(
        as format: PageFormat = PageFormat(), lastSeen: UInt64? = nil, names: Set<String>? = nil
    ) -> any PageWriter {
        switch format.syntax {
        case .text, .text1, .openMetrics, .openMetrics0: PageText(self, as: format, lastSeen: lastSeen, names: names)
        case .protobuf, .protobufText, .protobufCompactText:
            PageMessages(self, as: format, lastSeen: lastSeen, names: names)
        }
    }
}
