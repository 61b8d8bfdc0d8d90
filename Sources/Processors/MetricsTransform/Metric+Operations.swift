internal import MetricCore

extension Metric {
    /// Does to the points that `isMeant` names what an operation says.
    ///
    /// - Returns: Whether it can be done.
    mutating func apply(_ operation: MetricOperation, to isMeant: (PointContents) -> Bool) -> Bool {
        switch operation {
        case .addLabel, .updateLabel, .deleteLabelValue: changeLabels(operation, of: isMeant)
        case .aggregateLabels(_, let type), .aggregateLabelValues(_, _, _, let type):
            if description.shape.type == .summary { return false }
            changeLabels(operation, of: isMeant)
            aggregatePoints(by: type)
        case .toggleScalarDataType:
            for index in points.indices where isMeant(points[index]) { points[index].value.toggleScalarDataType() }
        case .scale(let factor):
            // Nor does otelcol scale summaries here.
            for index in points.indices where description.shape.type != .summary && isMeant(points[index]) {
                points[index].scale(by: factor)
            }
        }
        return true
    }

    private mutating func changeLabels(_ operation: MetricOperation, of isMeant: (PointContents) -> Bool) {
        points = points.compactMap { point in
            guard isMeant(point) else { return point }
            guard let labels = operation.changed(point.attributes) else { return nil }
            var point = point
            point.attributes = labels
            return point
        }
    }
}

extension PointValue {
    /// Whole numbers become others, and others are cut towards zero.
    fileprivate mutating func toggleScalarDataType() {
        switch self {
        case .number(.int(let value)): self = .number(.double(Double(value)))
        case .number(.double(let value)): self = .number(.int(Int64(cutting: value)))
        default: break
        }
    }
}
