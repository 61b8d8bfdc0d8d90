extension Registry {
    /// Gives each group and point of the batch its id: finds what is known, decodes what isn't and makes it.
    ///
    /// Who shares the registry takes these steps one by one.
    ///
    /// - Throws: ``WireError`` for a malformed resource, scope, metric or attribute, and for names that are too many or
    ///   too long; the batch isn't in flight then. What was made before stays.
    public mutating func resolve(_ batch: inout Batch, in request: RawSpan) throws(WireError) {
        var unknown = try find(&batch, in: request)
        do {
            while !unknown.isEmpty {
                let new = try unknown.decodeNext(of: batch, in: request)
                try make(new, &unknown, of: &batch, in: request)
            }
        } catch {
            abandon(&unknown, of: &batch)
            throw error
        }
    }
}
