import MetricCore

extension Converter {
    /// Texts: their parts, and other spellings of them.
    static let strings: [Converter] = [
        Converter("Concat", .texts("vals"), .string("delimiter")) { texts, delimiter throws(EvaluationError) in
            .string(try texts.joined(separator: delimiter).withinLimit())
        },
        Converter("Split", .string("target"), .string("delimiter")) { .strings($0.split(at: $1)) },
        Converter(
            "Substring", variadic: .string("target"), .int("start"), .int("length"), .optional(.bool("utf8_safe")),
            body: substring),
        Converter("Trim", .string("target"), .optional(.literalString("replacement"))) { target, cutset in
            .string(target.trimming(cutset ?? " "))
        },
        Converter("TrimPrefix", .string("target"), .string("prefix")) { target, prefix in
            .string(
                target.hasBytePrefix(prefix)
                    ? String(decoding: target.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : target)
        },
        Converter("TrimSuffix", .string("target"), .string("suffix")) { target, suffix in
            .string(
                target.hasByteSuffix(suffix)
                    ? String(decoding: target.utf8.dropLast(suffix.utf8.count), as: UTF8.self) : target)
        },
        Converter("HasPrefix", .string("target"), .string("prefix")) { .bool($0.hasBytePrefix($1)) },
        Converter("HasSuffix", .string("target"), .string("suffix")) { .bool($0.hasByteSuffix($1)) },
        Converter("ToLowerCase", .string("target")) { .string(LetterCase.lower.apply(to: $0)) },
        Converter("ToUpperCase", .string("target")) { .string(LetterCase.upper.apply(to: $0)) },
        Converter("ToSnakeCase", .string("target")) { .string(LetterCase.snake.apply(to: $0)) },
        Converter("ToCamelCase", .string("target")) { .string(LetterCase.camel.apply(to: $0)) },
        Converter("ConvertCase", .string("target"), .letterCase("to_case")) { .string($1.apply(to: $0)) },
        Converter("Format", .literalString("format"), .values("vals")) { format, values throws(EvaluationError) in
            .string(try GoFormat.text(format, values).withinLimit())
        },
    ]
}

private func substring(
    _ target: String, _ start: Int64, _ length: Int64, _ isUTF8Safe: Bool?
) throws(EvaluationError) -> OTTLValue {
    let bytes = Array(target.utf8)
    guard start >= 0 else { throw .failed("start of a substring must not be negative: \(start)") }
    guard length > 0 else { throw .failed("length of a substring must be greater than 0: \(length)") }
    let (end, overflow) = start.addingReportingOverflow(length)
    guard !overflow, end <= bytes.count else {
        throw .failed("substring from \(start) with length \(length) goes beyond the \(bytes.count) bytes of the text")
    }
    var range = Int(start)..<Int(end)
    if isUTF8Safe == true {
        let first = bytes.characterBoundary(before: range.lowerBound)
        range = first..<max(first, bytes.characterBoundary(before: range.upperBound))
    }
    return .string(String(decoding: bytes[range], as: UTF8.self))
}

extension String {
    /// The text, unless it is longer than what a statement may make.
    func withinLimit() throws(EvaluationError) -> String {
        guard utf8.count <= ValueLimit.textLength else {
            throw .failed("a text of more than \(ValueLimit.textLength) bytes")
        }
        return self
    }
}

extension [UInt8] {
    /// The nearest offset, not behind `offset`, at which a character begins or the text ends.
    func characterBoundary(before offset: Int) -> Int {
        var offset = offset
        while offset > 0, offset < count, self[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }
}

extension String {
    fileprivate func hasBytePrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

    fileprivate func hasByteSuffix(_ suffix: String) -> Bool {
        utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }

    /// The parts between delimiters; without a delimiter, the characters.
    fileprivate func split(at delimiter: String) -> [String] {
        guard !delimiter.isEmpty else { return unicodeScalars.map { String($0) } }
        let text = Array(utf8)
        let mark = Array(delimiter.utf8)
        var parts: [String] = []
        var start = 0
        var offset = 0
        while offset + mark.count <= text.count {
            guard text[offset] == mark[0], text[offset..<offset + mark.count].elementsEqual(mark) else {
                offset += 1
                continue
            }
            parts.append(String(decoding: text[start..<offset], as: UTF8.self))
            offset += mark.count
            start = offset
        }
        return parts + [String(decoding: text[start...], as: UTF8.self)]
    }

    /// The text without the characters of a set at its ends.
    fileprivate func trimming(_ set: String) -> String {
        let cut = Set(set.unicodeScalars)
        let start = unicodeScalars.drop { cut.contains($0) }
        guard let last = start.lastIndex(where: { !cut.contains($0) }) else { return "" }
        return String(start[...last])
    }
}

extension Parameter where Value == [String] {
    /// A list of whatever can be written as text, written out or from a path.
    fileprivate static func texts(_ name: String) -> Self {
        Self(name) { value throws(EvaluationError) in
            if case .strings(let texts) = value { return texts }
            guard let elements = value.elements else { throw .wrongType(expected: "list", found: value.typeName) }
            return try elements.map { element throws(EvaluationError) in try OTTLValue(element).asText() ?? "<nil>" }
        }
    }
}
