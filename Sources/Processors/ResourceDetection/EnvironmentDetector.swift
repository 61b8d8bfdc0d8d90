internal import Glibc
internal import MetricCore

/// Reads `OTEL_RESOURCE_ATTRIBUTES`: `key=value,key=value`, values escaped as in the query of a URL, as otelcol has it.
struct EnvironmentDetector: Detector {
    let name = "env"
    private let text: String

    /// Reads the process' environment.
    init() {
        // Safe: the text is copied before anybody could change the environment, which Windsock never does.
        text = unsafe getenv("OTEL_RESOURCE_ATTRIBUTES").map { unsafe String(cString: $0) } ?? ""
    }

    /// Reads a text.
    init(_ text: String) {
        self.text = text
    }

    func detect() throws(DetectionError) -> [Attribute] {
        var attributes: [Attribute] = []
        for part in text.split(separator: ",") where !part.allSatisfy(\.isWhitespace) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = Self.trimmed(sides[0])
            guard sides.count == 2, !key.isEmpty, let value = Self.unescaped(Self.trimmed(sides[1])) else {
                throw DetectionError(
                    reason:
                        "OTEL_RESOURCE_ATTRIBUTES: \"\(part)\" isn't written as key=value with %XX for what is special")
            }
            attributes.removeAll { $0.key.hasSameBytes(as: key) }
            attributes.append(Attribute(key: key, value: .string(value)))
        }
        return attributes
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }

    /// Nil if an escape is incomplete.
    private static func unescaped(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(code)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
