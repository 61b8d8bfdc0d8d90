extension UInt64 {
    /// The sum, or the greatest number if it is beyond: a count never traps and never falls.
    public func addingClamped(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
