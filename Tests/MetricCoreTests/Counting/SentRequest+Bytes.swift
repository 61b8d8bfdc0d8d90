import MetricCore
import TestRequests

extension SentRequest {
    /// The request in protobuf.
    var bytes: [UInt8] {
        Message { for resource in resources { $0.message(1, resource.message) } }.bytes
    }
}

extension SentResource {
    fileprivate var message: Message {
        Message {
            $0.message(1) {
                if let host { $0.attributes(1, ["host.name": .string(host)]) }
                if let writer { $0.attributes(1, ["service.instance.id": .string(writer)]) }
            }
            $0.message(2) { for point in points { $0.message(2, point.message) } }
        }
    }
}

extension SentPoint {
    /// A metric with this point only.
    fileprivate var message: Message {
        let attributes: Attributes = label.map { ["a": .string($0)] } ?? [:]
        switch metric.kind {
        case .counter:
            return TestRequests.sum(metric.name, temporality: metric.temporality, numberPoint(attributes))
        case .upDownCounter:
            return TestRequests.sum(
                metric.name, temporality: metric.temporality, isMonotonic: false, numberPoint(attributes))
        case .gauge:
            return TestRequests.gauge(metric.name, numberPoint(attributes))
        case .histogram:
            return TestRequests.histogram(metric.name, temporality: metric.temporality, explicitPoint(attributes))
        case .exponentialHistogram:
            return TestRequests.exponentialHistogram(
                metric.name, temporality: metric.temporality, bucketsPoint(attributes))
        case .summary:
            return TestRequests.summary(metric.name, summaryPoint(attributes))
        }
    }

    private func numberPoint(_ attributes: Attributes) -> Message {
        guard case .number(let number) = value else {
            return point(.none, attributes, start: start, time: time, flags: noRecordedValue)
        }
        return point(number, attributes, start: start, time: time)
    }

    private func explicitPoint(_ attributes: Attributes) -> Message {
        guard case .histogram(let histogram) = value else {
            return histogramPoint(
                bounds: [], counts: [], attributes, start: start, time: time, flags: noRecordedValue)
        }
        return histogramPoint(
            bounds: histogram.bounds, counts: histogram.counts, sum: histogram.sum, count: histogram.count, attributes,
            start: start, time: time)
    }

    private func bucketsPoint(_ attributes: Attributes) -> Message {
        guard case .exponential(let histogram) = value else {
            return exponentialPoint(ExponentialBuckets(), attributes, start: start, time: time)
                + Message { $0.varint(10, UInt64(noRecordedValue)) }
        }
        return exponentialPoint(
            histogram.buckets, sum: histogram.sum, count: histogram.count, attributes, start: start, time: time)
    }

    private func summaryPoint(_ attributes: Attributes) -> Message {
        guard case .summary(let summary) = value else {
            return TestRequests.summaryPoint(count: 0, sum: 0, [], attributes, start: start, time: time)
                + Message { $0.varint(8, UInt64(noRecordedValue)) }
        }
        let quantiles = summary.quantiles.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return TestRequests.summaryPoint(
            count: summary.count, sum: summary.sum, quantiles, attributes, start: start, time: time)
    }
}
