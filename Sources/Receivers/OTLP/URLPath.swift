/// The path of a URL, as a setting for a path is read: a whole URL will do, of which only the path counts.
struct URLPath: Equatable {
    /// The path with its escapes undone; it begins with a slash.
    let text: String

    /// Why a text has no path.
    enum Fault: Error, Equatable {
        /// A percent sign without two hexadecimal digits behind it.
        case badEscape(String)
    }

    init(_ url: String) throws(Fault) {
        var path = Substring(url).prefix { $0 != "?" && $0 != "#" }
        if let colon = path.firstIndex(of: ":"), path[colon...].hasPrefix("://") {
            let authority = path[colon...].dropFirst(3)
            path = authority.firstIndex(of: "/").map { authority[$0...] } ?? ""
        }
        var bytes: [UInt8] = path.hasPrefix("/") ? [] : [UInt8(ascii: "/")]
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let decoded = UInt8(digits, radix: 16), !digits.hasPrefix("+") else {
                throw .badEscape("%" + digits)
            }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        text = String(decoding: bytes, as: UTF8.self)
    }
}

extension URLPath.Fault: CustomStringConvertible {
    /// What is wrong and what would be right.
    var description: String {
        switch self {
        case .badEscape(let escape): "invalid URL escape \"\(escape)\"; a percent sign itself is written %25"
        }
    }
}
