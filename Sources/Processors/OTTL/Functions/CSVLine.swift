/// One line of values with delimiters between them.
struct CSVLine {
    let delimiter: UInt8
    let mode: Mode

    enum Mode: String, Sendable {
        /// Quotes stand around a whole field only.
        case strict
        /// Quotes may stand in a field.
        case lazyQuotes
        /// Quotes are letters like others.
        case ignoreQuotes
    }

    private static let quote = UInt8(ascii: "\"")

    /// The fields of a text.
    func fields(of text: String) throws(EvaluationError) -> [String] {
        guard !text.isEmpty else { throw .failed("no csv lines found") }
        let bytes = Array(text.utf8)
        guard mode != .ignoreQuotes else {
            return bytes.split(separator: delimiter, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        var fields: [String] = []
        var rest = bytes[...]
        while true {
            fields.append(try takeField(&rest))
            guard let byte = rest.popFirst() else { return fields }
            guard byte == delimiter else { throw .failed("there is more than one line of csv") }
        }
    }

    /// Takes a field and leaves what stands behind it, the delimiter first.
    private func takeField(_ rest: inout ArraySlice<UInt8>) throws(EvaluationError) -> String {
        guard rest.first == Self.quote else {
            let field = rest.prefix { $0 != delimiter && $0 != UInt8(ascii: "\n") }
            if mode == .strict, field.contains(Self.quote) {
                throw .failed("bare \" in the field \"\(String(decoding: field, as: UTF8.self))\"")
            }
            rest = rest.dropFirst(field.count)
            return String(decoding: field, as: UTF8.self)
        }
        rest.removeFirst()
        var field: [UInt8] = []
        while let byte = rest.popFirst() {
            guard byte == Self.quote else {
                field.append(byte)
                continue
            }
            if rest.first == Self.quote {
                rest.removeFirst()
                field.append(byte)
            } else if rest.isEmpty || rest.first == delimiter || rest.first == UInt8(ascii: "\n") {
                return String(decoding: field, as: UTF8.self)
            } else {
                guard mode == .lazyQuotes else { throw .failed("extraneous or missing \" in a quoted field") }
                field.append(byte)
            }
        }
        guard mode == .lazyQuotes else { throw .failed("a quoted field isn't closed") }
        return String(decoding: field, as: UTF8.self)
    }
}

extension Parameter where Value == CSVLine.Mode {
    static func csvMode(_ name: String) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            guard let mode = CSVLine.Mode(rawValue: text) else {
                throw .failed("unknown mode \(text), which can be strict, lazyQuotes or ignoreQuotes")
            }
            return mode
        }
    }
}
