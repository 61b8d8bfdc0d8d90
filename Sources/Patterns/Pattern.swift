internal import CRE2

/// A regular expression in RE2's syntax: the only place that faces RE2.
///
/// Matching takes time that is linear in the text, whatever the pattern. Any number of threads may match at once.
@safe public final class Pattern: Sendable {
    /// What it was made of.
    public let text: String
    /// What each group is called; nil for those without a name. The first is the whole match.
    public let groupNames: [String?]

    // RE2 locks what it changes, and the pointer is freed by deinit alone.
    nonisolated(unsafe) private let compiled: OpaquePointer

    /// How much a pattern may take, with what RE2 remembers of texts, in bytes. What it doesn't remember it works out
    /// again, more slowly.
    private static let memory: Int64 = 4 << 20

    /// RE2 remembers the groups of each way in which a text may yet match, which that bound doesn't count.
    private static let groupLimit = 100

    /// Compiles a pattern.
    ///
    /// - Throws: ``PatternError``, if it is none or too large.
    public init(_ text: String) throws(PatternError) {
        var spelling = PatternSpelling.ofRE2(text)
        // RE2 copies the bytes within the call.
        let compiled = spelling.withUTF8 { bytes in
            unsafe windsock_re2_create(bytes.baseAddress, bytes.count, Self.memory)
        }
        unsafe self.compiled = compiled
        self.text = text
        let groups = unsafe windsock_re2_group_count(compiled)
        groupNames = groups < 0 ? [] : (0...groups).map { unsafe Self.copy(windsock_re2_group_name(compiled, $0)) }
        // From here on deinit frees what was compiled, whether there is an error or not.
        if let message = unsafe Self.copy(windsock_re2_error(compiled)) { throw PatternError(message: message) }
        guard groups <= Self.groupLimit else { throw PatternError(message: "more than \(Self.groupLimit) groups") }
        let names = groupNames.compactMap(\.self)
        guard Set(names).count == names.count else { throw PatternError(message: "two groups have the same name") }
    }

    deinit {
        unsafe windsock_re2_free(compiled)
    }

    /// How many groups there are beside the whole match.
    public var groupCount: Int { groupNames.count - 1 }

    /// Whether there is a match anywhere in a text.
    public func matches(_ text: String) -> Bool {
        find(in: text, from: 0, groups: 0) != nil
    }

    /// The first match in a text.
    public func firstMatch(in text: String) -> PatternMatch? {
        find(in: text, from: 0, groups: groupNames.count).map { PatternMatch($0, in: text) }
    }

    /// All matches in a text, which don't overlap; an empty one isn't taken where the one before it ends.
    public func allMatches(in text: String) -> [PatternMatch] {
        var matches: [PatternMatch] = []
        var offset = 0
        var lastEnd = -1
        while offset <= text.utf8.count, let ranges = find(in: text, from: offset, groups: groupNames.count) {
            let (start, end) = (ranges[0].start, ranges[0].end)
            if start < end || start != lastEnd { matches.append(PatternMatch(ranges, in: text)) }
            lastEnd = end
            // Behind an empty match it goes on with the next character.
            offset = end > offset ? end : text.utf8.offset(afterCharacterAt: offset)
        }
        return matches
    }

    /// The ranges of the first `groups` groups of the first match that begins at `offset` or later.
    private func find(in text: String, from offset: Int, groups: Int) -> [windsock_re2_range]? {
        var text = text
        var ranges = [windsock_re2_range](repeating: windsock_re2_range(start: -1, end: -1), count: groups)
        // Both buffers are used within the call only, and have the lengths that it is told.
        let isFound = text.withUTF8 { bytes in
            unsafe windsock_re2_match(compiled, bytes.baseAddress, bytes.count, offset, &ranges, Int32(groups))
        }
        return isFound ? ranges : nil
    }

    /// Copies a text of RE2's, which lives as long as the pattern; nil if there is none.
    private static func copy(_ text: windsock_re2_text) -> String? {
        guard let start = unsafe text.start else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: text.length)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }
}

/// Why a pattern is refused, in RE2's words.
public struct PatternError: Error, Equatable {
    /// What is wrong, and with which part: `missing ): (a`.
    public let message: String
}

extension PatternError: CustomStringConvertible {
    /// The reason as a sentence's end.
    public var description: String { "no regular expression that RE2 takes: \(message)" }
}

/// What a pattern has found in a text.
public struct PatternMatch: Sendable {
    /// What each group holds, the whole match first; nil for those that took no part.
    public let groups: [Substring?]

    /// The whole match.
    public let whole: Substring

    fileprivate init(_ ranges: [windsock_re2_range], in text: String) {
        func index(_ offset: Int) -> String.Index { text.utf8.index(text.startIndex, offsetBy: offset) }
        groups = ranges.map { $0.start < 0 ? nil : text[index($0.start)..<index($0.end)] }
        whole = groups[0] ?? ""
    }
}

extension String.UTF8View {
    /// Where the next character begins, or one more than the end.
    fileprivate func offset(afterCharacterAt offset: Int) -> Int {
        guard offset < count else { return count + 1 }
        let rest = self[index(startIndex, offsetBy: offset + 1)...]
        return offset + 1 + rest.prefix { $0 & 0xC0 == 0x80 }.count
    }
}
