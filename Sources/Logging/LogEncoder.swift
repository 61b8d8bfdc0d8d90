/// The shape of a log line.
public enum LogEncoding: Sendable {
    /// Time, level, message and a JSON object of the fields, with TABs between them.
    case console
    /// The console's line without time and level.
    case plain
    /// One JSON object: `level`, `ts`, `msg`, then the fields.
    case json
}

/// Turns lines and their fields into bytes as zap's encoders print them.
struct LogEncoder: Sendable {
    let encoding: LogEncoding

    /// The fields as they stand between the braces of a line, so that what never changes is encoded once.
    func encode(_ fields: LogFields) -> [UInt8] {
        var json = JSONText(spaced: encoding != .json)
        json.members(fields)
        return json.bytes
    }

    /// What stands between two fields.
    var separator: String {
        encoding == .json ? "," : ", "
    }

    /// A whole line with its line end; `context` is encoded fields that go before `fields`.
    func line(
        time: Int64, level: LogLevel, message: String, context: [UInt8], fields: LogFields
    ) -> [UInt8] {
        var json = JSONText(spaced: encoding != .json)
        json.bytes.reserveCapacity(message.utf8.count + context.count + 128)
        switch encoding {
        case .console:
            json.raw("\(ISO8601.milliseconds(time))\t\(level.name)\t")
            json.raw(message)
            json.object(after: "\t", context, fields)
        case .plain:
            json.raw(message)
            json.object(after: message.isEmpty ? "" : "\t", context, fields)
        case .json:
            let head: LogFields = [
                "level": .string(level.name), "ts": .string(ISO8601.milliseconds(time)), "msg": .string(message),
            ]
            json.raw("{")
            json.members(head)
            json.encodedMembers(context)
            json.members(fields)
            json.raw("}")
        }
        json.raw("\n")
        return json.bytes
    }
}

extension JSONText {
    /// The object of a console line; nothing at all when there is no field.
    fileprivate mutating func object(after separator: String, _ context: [UInt8], _ fields: LogFields) {
        if context.isEmpty && fields.all.isEmpty { return }
        raw(separator)
        raw("{")
        encodedMembers(context)
        members(fields)
        raw("}")
    }

    fileprivate mutating func encodedMembers(_ members: [UInt8]) {
        if members.isEmpty { return }
        separate()
        bytes.append(contentsOf: members)
    }
}
