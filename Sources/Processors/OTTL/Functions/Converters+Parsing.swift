import MetricCore

extension Converter {
    /// What is written in texts.
    static let parsers: [Converter] = [
        Converter("ParseJSON", .string("target")) { text throws(EvaluationError) in
            switch try JSONReader.value(of: text) {
            case .array(let list): .list(list)
            case .map(let map): .map(map)
            case let value: throw .failed("a JSON \(OTTLValue(value).typeName) is neither an object nor an array")
            }
        },
        Converter(
            "ParseKeyValue", .string("target"), .optional(.delimiter("delimiter")),
            .optional(.delimiter("pair_delimiter"))
        ) { text, delimiter, pairDelimiter throws(EvaluationError) in
            .map(try KeyValueText(delimiter, pairDelimiter).parse(text))
        },
        Converter(
            "ToKeyValueString", variadic: .map("target"), .optional(.delimiter("delimiter")),
            .optional(.delimiter("pair_delimiter")), .optional(.literalBool("sort_output"))
        ) { map, delimiter, pairDelimiter, isSorted throws(EvaluationError) in
            .string(try KeyValueText(delimiter, pairDelimiter).text(of: isSorted == true ? map.inKeyOrder() : map))
        },
        Converter(
            "ParseCSV", variadic: .string("target"), .string("header"), .optional(.delimiterByte("delimiter")),
            .optional(.delimiterByte("header_delimiter")), .optional(.csvMode("mode"))
        ) { text, header, delimiter, headerDelimiter, mode throws(EvaluationError) in
            let delimiter = delimiter ?? UInt8(ascii: ",")
            let names = header.utf8.split(separator: headerDelimiter ?? delimiter, omittingEmptySubsequences: false)
            let values = try CSVLine(delimiter: delimiter, mode: mode ?? .strict).fields(of: text)
            guard names.count == values.count else {
                throw .failed("wrong number of fields: expected \(names.count), found \(values.count)")
            }
            let items = zip(names, values).map { Attribute(key: String(Substring($0)), value: .string($1)) }
            return .map(items.withUniqueKeys)
        },
        Converter("ParseSeverity", .any("target"), .map("mapping")) { value, mapping throws(EvaluationError) in
            .string(try SeverityMapping(mapping).level(of: value))
        },
    ]
}

/// Keys and values in one text: `a=1 b=2`.
private struct KeyValueText {
    private let delimiter: String
    private let pairDelimiter: String

    init(_ delimiter: String?, _ pairDelimiter: String?) throws(EvaluationError) {
        self.delimiter = delimiter ?? "="
        self.pairDelimiter = pairDelimiter ?? " "
        guard self.delimiter != self.pairDelimiter else {
            throw .failed("pair delimiter \"\(self.pairDelimiter)\" cannot be equal to delimiter \"\(self.delimiter)\"")
        }
    }

    func parse(_ text: String) throws(EvaluationError) -> [Attribute] {
        guard !text.isEmpty else { throw .failed("cannot parse from empty target") }
        var map: [Attribute] = []
        for pair in try pairs(of: Array(text.utf8)) where !pair.isEmpty {
            let parts = pair.parts(at: Array(delimiter.utf8), most: 2)
            guard parts.count == 2 else {
                throw .failed("\"\(String(decoding: pair, as: UTF8.self))\" has no delimiter \"\(delimiter)\"")
            }
            map.append(Attribute(key: parts[0].withoutSpacesAndQuotes, value: .string(parts[1].withoutSpacesAndQuotes)))
        }
        return map.withUniqueKeys
    }

    /// The pairs; a delimiter in quotes belongs to the value.
    private func pairs(of text: [UInt8]) throws(EvaluationError) -> [[UInt8]] {
        let mark = Array(pairDelimiter.utf8)
        var pairs: [[UInt8]] = [[]]
        var quote: UInt8?
        var offset = 0
        while offset < text.count {
            let byte = text[offset]
            if quote == nil, text[offset...].starts(with: mark) {
                pairs.append([])
                offset += mark.count
                continue
            }
            if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            pairs[pairs.count - 1].append(byte)
            offset += 1
        }
        guard quote == nil else { throw .failed("the text has a quote that isn't closed") }
        return pairs
    }

    func text(of map: [Attribute]) throws(EvaluationError) -> String {
        try map.map { attribute throws(EvaluationError) in
            let value = try OTTLValue(attribute.value).asText() ?? ""
            return "\(quoted(attribute.key))\(delimiter)\(quoted(value))"
        }.joined(separator: pairDelimiter)
    }

    /// The text, in quotes if it holds what separates.
    private func quoted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let needsQuotes =
            bytes.parts(at: Array(delimiter.utf8), most: 2).count > 1
            || bytes.parts(at: Array(pairDelimiter.utf8), most: 2).count > 1 || text.isEmpty || text.contains("\"")
        guard needsQuotes else { return text }
        return "\"\(String(text.flatMap { $0 == "\"" ? Array("\\\"") : [$0] }))\""
    }
}

extension [UInt8] {
    /// The parts between delimiters, `most` of them at most.
    fileprivate func parts(at mark: [UInt8], most: Int) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var start = 0
        var offset = 0
        while offset < count, parts.count < most - 1 {
            if self[offset...].starts(with: mark) {
                parts.append([UInt8](self[start..<offset]))
                offset += mark.count
                start = offset
            } else {
                offset += 1
            }
        }
        return parts + [[UInt8](self[start...])]
    }

    /// The text without white space, and then without one pair of quotes, around it.
    fileprivate var withoutSpacesAndQuotes: String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
        let start = drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        var bytes = start[...last]
        if bytes.count > 1, let quote = bytes.first, quote == bytes.last, quote == 0x22 || quote == 0x27 {
            bytes = bytes.dropFirst().dropLast()
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Parameter where Value == String {
    fileprivate static func delimiter(_ name: String) -> Self {
        Self.literalString(name).map { text throws(EvaluationError) in
            guard !text.isEmpty else { throw .failed("\(name) cannot be empty") }
            return text
        }
    }
}

extension Parameter where Value == UInt8 {
    fileprivate static func delimiterByte(_ name: String) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            guard text.utf8.count == 1, let byte = text.utf8.first else {
                throw .failed("\(name) must be a single character")
            }
            return byte
        }
    }
}
