import Processors

extension FuzzTarget {
    /// Statements and conditions of the transformation language: what is refused is told with a place in the text.
    static let ottl = FuzzTarget(name: "ottl") { bytes in
        // The bytes are copied within the call.
        let text = String(decoding: unsafe bytes.withUnsafeBytes { unsafe Array($0) }, as: UTF8.self)
        return mistakes(in: text).compactMap { fault(of: $0, in: text) }.first
    }

    private static func mistakes(in text: String) -> [SyntaxError] {
        var mistakes: [SyntaxError] = []
        do { _ = try Statement(parsing: text) } catch { mistakes.append(error) }
        do { _ = try Condition(parsing: text) } catch { mistakes.append(error) }
        return mistakes
    }

    private static func fault(of mistake: SyntaxError, in text: String) -> String? {
        guard (0...text.utf8.count).contains(mistake.offset) else { return "has a mistake at \(mistake.offset)" }
        return mistake.description.isEmpty ? "has a mistake without words" : nil
    }
}
