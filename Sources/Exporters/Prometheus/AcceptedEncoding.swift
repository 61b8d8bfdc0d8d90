/// What a scraper wants its page compressed with.
enum AcceptedEncoding: String {
    case identity, gzip

    /// Takes the coding with the greatest weight that a field `Accept-Encoding` names; of equal ones, identity.
    init(_ field: String) {
        var best = (coding: AcceptedEncoding.identity, weight: 0.0)
        let choices = field.split(separator: ",").map(Choice.init)
        for coding in [AcceptedEncoding.identity, .gzip] {
            for choice in choices where choice.name == coding.rawValue || choice.name == "*" {
                if choice.weight > best.weight { best = (coding, choice.weight) }
            }
        }
        self = best.coding
    }

    /// One part of the field: `gzip;q=0.5`.
    private struct Choice {
        let name: String
        var weight = 1.0

        init(_ text: Substring) {
            let parts = text.split(separator: ";").map { part in
                part.filter { $0 != " " && $0 != "\t" }.lowercased()
            }
            name = parts.first ?? ""
            for part in parts.dropFirst() where part.hasPrefix("q=") { weight = Double(part.dropFirst(2)) ?? 0 }
        }
    }
}
