/// Counts what requests of known series ask of the heap on their whole way through a pipeline: nothing, or the build
/// fails.
enum AllocationGate {
    /// Prints what each kind of points does; returns whether none asks for memory.
    static func isPassed() throws -> Bool {
        var isPassed = true
        for kind in RequestBody.Kind.allCases {
            for actions in [0, 1] {
                let count = try allocations(kind, actions: actions)
                let way = actions == 0 ? "as they are" : "changed by a processor"
                print("\(kind.rawValue), \(way): ".padded(to: 50) + "\(count) allocations in \(requests) requests")
                if count > 0 { isPassed = false }
            }
        }
        return isPassed
    }

    private static let requests = 100

    private static func allocations(_ kind: RequestBody.Kind, actions: Int) throws -> Int {
        let path = try PipelinePath(actions == 0 ? nil : .actions(actions))
        var request = GrowingRequest(kind, points: 50)
        func push() throws {
            request.grow()
            try path.push(request.bytes)
        }
        // The first ones make what later ones use again.
        for _ in 0..<10 { try push() }
        return try Allocations { for _ in 0..<requests { try push() } }.count
    }
}
