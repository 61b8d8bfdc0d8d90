internal import HTTPServer
internal import MetricCore

/// What a scrape asks for.
struct PageRequest: Equatable, Sendable {
    /// What the page is to be written in.
    let format: PageFormat
    /// The metrics that are wanted; nil for all.
    let names: Set<String>?
    /// What the page is to be compressed with.
    let coding: ResponseCoding

    /// Reads it out of the head of a request to a page that can be had in these ways of writing.
    init(_ head: borrowing RequestHead, offers: Set<PageFormat.Syntax>) {
        format = PageFormat(accepted: head.header("Accept")?.string ?? "", offers: offers)
        let names = head.queryValues("name[]")
        self.names = names.isEmpty ? nil : Set(names)
        coding = ResponseCoding(accepted: head.header("Accept-Encoding")?.string ?? "")
    }
}

extension PageFormat {
    /// Takes the first thing that a field Accept lists, and that is offered; the text format 0.0.4 if nothing is.
    ///
    /// As with otelcol, 0 is a weight like others, and the escaping is the one that was named last until then, be it by
    /// what isn't offered.
    init(accepted field: String, offers: Set<Syntax>) {
        var escaping = EscapingScheme.underscores
        for clause in AcceptClause.clauses(of: field) {
            escaping = clause.parameters["escaping"].flatMap(EscapingScheme.init) ?? escaping
            guard let syntax = Syntax(clause), offers.contains(syntax) else { continue }
            self.init(syntax, escaping: escaping)
            return
        }
        self.init(.text, escaping: escaping)
    }
}

extension PageFormat.Syntax {
    /// What a clause names; nil if that is nothing we know, as `text/*`.
    fileprivate init?(_ clause: AcceptClause) {
        switch (clause.name, clause.parameters["version"] ?? "") {
        case ("text/plain", "0.0.4"), ("text/plain", ""): self = .text
        case ("text/plain", "1.0.0"): self = .text1
        case ("application/openmetrics-text", "1.0.0"): self = .openMetrics
        case ("application/openmetrics-text", "0.0.1"), ("application/openmetrics-text", ""): self = .openMetrics0
        case ("application/vnd.google.protobuf", _):
            guard clause.parameters["proto"] == "io.prometheus.client.MetricFamily" else { return nil }
            switch clause.parameters["encoding"] {
            case "delimited": self = .protobuf
            case "text": self = .protobufText
            case "compact-text": self = .protobufCompactText
            default: return nil
            }
        default: return nil
        }
    }
}
