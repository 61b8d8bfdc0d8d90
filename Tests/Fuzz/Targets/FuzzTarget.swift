/// A part of Windsock that takes bytes from outside, and what must hold whatever they are.
public struct FuzzTarget: Sendable {
    /// What the fuzzer, its corpus and its finds call it.
    public let name: String
    /// Has the part take the bytes, and tells what is wrong with what it made of them; nil if nothing is.
    public let fault: @Sendable (RawSpan) -> String?

    /// All targets.
    public static let all = [scan, page, json] + decoding + [configuration, ottl, http]
}
