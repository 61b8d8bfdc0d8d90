import TestRandom

/// What is between processes and a page: requests take their time, overtake each other, come twice, or together.
struct RandomNetwork {
    private var underWay: [SentRequest] = []
    /// What a gateway holds back, to send it on in one request.
    private var gateway: [SentResource] = []
    /// The last requests that were delivered, which may come again.
    private var delivered: [SentRequest] = []

    private static let deliveredLimit = 40

    /// - Parameter isAlone: Whether nothing else may be in its request.
    mutating func send(_ resource: SentResource, isAlone: Bool, _ random: inout SplitMix64) {
        if !isAlone, random.chance(4) {
            gateway.append(resource)
        } else {
            underWay.append(SentRequest(resources: [resource]))
        }
    }

    /// What arrives now.
    mutating func deliver(_ random: inout SplitMix64) -> [SentRequest] {
        if !gateway.isEmpty, random.chance(6) {
            underWay.append(SentRequest(resources: gateway))
            gateway = []
        }
        let all = underWay.shuffled(using: &random)
        let lateCount = random.chance(4) ? random.below(all.count + 1) : 0
        underWay = Array(all.prefix(lateCount))
        let arriving = all.dropFirst(lateCount)
        delivered = Array((delivered + arriving).suffix(Self.deliveredLimit))
        return Array(arriving)
    }

    /// A request that comes once more, if there is one.
    func retry(_ random: inout SplitMix64) -> SentRequest? { delivered.randomElement(using: &random) }
}
