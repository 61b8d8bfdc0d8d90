/// What a page is written in.
public struct PageFormat: Hashable, Sendable {
    /// How lines or messages are put together.
    public enum Syntax: Sendable {
        /// The text format 0.0.4.
        case text
        /// The text format 1.0.0: the same, for readers that know names of any characters.
        case text1
        /// OpenMetrics 1.0.0.
        case openMetrics
        /// OpenMetrics as it was called before it was 1.0.0; nothing but the name differs.
        case openMetrics0
        /// Messages of the type `io.prometheus.client.MetricFamily`, each with its length in front.
        case protobuf
        /// The same messages in protobuf's text format, with a line for each field.
        case protobufText
        /// The same in lines of one family each.
        case protobufCompactText
    }

    /// How lines or messages are put together.
    public let syntax: Syntax
    /// What becomes of names that are no names of the text format 0.0.4.
    public let escaping: EscapingScheme

    /// Names a format.
    public init(_ syntax: Syntax = .text, escaping: EscapingScheme = .underscores) {
        self.syntax = syntax
        self.escaping = escaping
    }

    /// Whether it is OpenMetrics, by either name.
    var isOpenMetrics: Bool { syntax == .openMetrics || syntax == .openMetrics0 }

    private static let protobuf =
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding="

    /// What a field `Content-Type` calls it.
    public var contentType: String {
        let type =
            switch syntax {
            case .text: "text/plain; version=0.0.4; charset=utf-8"
            case .text1: "text/plain; version=1.0.0; charset=utf-8"
            case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
            case .openMetrics0: "application/openmetrics-text; version=0.0.1; charset=utf-8"
            case .protobuf: Self.protobuf + "delimited"
            case .protobufText: Self.protobuf + "text"
            case .protobufCompactText: Self.protobuf + "compact-text"
            }
        return "\(type); escaping=\(escaping.rawValue)"
    }
}
