/// What knows the places that a statement names: the tree of a request, seen from one of its levels.
///
/// The language reads and writes through it alone.
protocol PathResolver<Context> {
    /// What statements run on: a point, a metric, with all that is above it.
    associatedtype Context

    /// Finds the place that a path names.
    ///
    /// - Throws: The part of the path that isn't known here.
    func resolve(_ path: PathRequest<Context>) throws(CompileError) -> Place<Context>

    /// The number that a name in capitals stands for; nil if it isn't known here.
    func enumeration(_ name: String) -> Int64?

    /// All names in capitals, to find the one that was meant.
    var enumerations: [String] { get }
}

/// A path whose keys have been compiled.
struct PathRequest<Context>: Sendable {
    let fields: [Field]
    let range: Range<Int>

    struct Field: Sendable {
        let name: String
        let keys: [CompiledKey<Context>]
        let range: Range<Int>
    }

    /// The path as it was written, without its keys.
    var text: String { fields.map(\.name).joined(separator: ".") }
}

/// A key that is known at start, or is worked out each time.
enum CompiledKey<Context>: Sendable {
    case known(RuntimeKey)
    case computed(@Sendable (inout Context) throws(EvaluationError) -> RuntimeKey)

    /// The key for a context.
    func callAsFunction(_ context: inout Context) throws(EvaluationError) -> RuntimeKey {
        switch self {
        case .known(let key): key
        case .computed(let compute): try compute(&context)
        }
    }
}

/// A place that a path names, and how it is reached.
struct Place<Context>: Sendable {
    typealias Get = @Sendable (inout Context) throws(EvaluationError) -> OTTLValue
    typealias Set = @Sendable (inout Context, OTTLValue) throws(EvaluationError) -> Void

    /// What is read there.
    let realm: Realms
    /// What a write there changes: that of a higher level also what other points see.
    let writtenRealm: Realms
    let get: Get
    /// Writes; `.null` clears what can be cleared.
    let set: Set

    init(realm: Realms, written writtenRealm: Realms? = nil, get: @escaping Get, set: @escaping Set) {
        self.realm = realm
        self.writtenRealm = writtenRealm ?? realm
        self.get = get
        self.set = set
    }
}

/// What of a request statements deal with.
struct Realms: OptionSet, Sendable {
    let rawValue: UInt8

    /// What names a series: resource, scope, metric and the point's attributes. It is the same for all points of a
    /// series.
    static let identity = Realms(rawValue: 1)
    /// Counts, buckets, quantiles and exemplars of a point.
    static let values = Realms(rawValue: 2)
    /// Its number, its times and flags: what a point of each metric has in a fixed place.
    static let plainValues = Realms(rawValue: 64)
    /// What is said about a resource, scope or metric without naming it: descriptions, metadata, schema URLs.
    static let annotations = Realms(rawValue: 128)
    /// Other points and metrics than the one that the statement runs on.
    static let others = Realms(rawValue: 4)
    /// Who sent the request.
    static let request = Realms(rawValue: 8)
    /// The clock and random numbers.
    static let world = Realms(rawValue: 16)
    /// What statements keep for the item that they run on.
    static let cache = Realms(rawValue: 32)
}

/// What a statement reads and writes.
struct Effects: Sendable {
    var reads: Realms = []
    var writes: Realms = []

    /// Whether the statement does the same for all points of a series, and so need run for the first only.
    var isIdentityOnly: Bool { reads.union(writes).isSubset(of: [.identity, .cache]) }

    /// What two parts of a statement do together.
    static func + (left: Effects, right: Effects) -> Effects {
        Effects(reads: left.reads.union(right.reads), writes: left.writes.union(right.writes))
    }
}
