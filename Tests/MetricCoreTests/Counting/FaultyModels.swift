/// A model with which something is wrong.
protocol FaultyModel: CountingSubject {
    var model: CountingModel { get set }
}

extension FaultyModel {
    mutating func push(_ request: SentRequest, now: UInt64, wall: UInt64) {
        model.push(request, now: now, wall: wall)
    }

    mutating func scrape(by scraper: Int?, isCompleted: Bool, now: UInt64, wall: UInt64) -> [String: Double] {
        model.scrape(by: scraper, isCompleted: isCompleted, now: now, wall: wall)
    }

    mutating func expire(now: UInt64, wall: UInt64) {
        model.expire(now: now, wall: wall)
    }
}

/// Remembers finished streams for half as long as it should.
struct ForgetfulModel: FaultyModel {
    var model: CountingModel

    init(_ rules: CountingRules) {
        var rules = rules
        rules.streamMemory /= 2
        model = CountingModel(rules)
    }
}

/// Finishes streams a little early.
struct ImpatientModel: FaultyModel {
    var model: CountingModel

    init(_ rules: CountingRules) {
        var rules = rules
        rules.streamTimeout -= rules.streamTimeout / 10
        model = CountingModel(rules)
    }
}

/// Doesn't look at who sends.
struct WriterlessModel: FaultyModel {
    var model: CountingModel

    init(_ rules: CountingRules) {
        model = CountingModel(rules)
    }

    mutating func push(_ request: SentRequest, now: UInt64, wall: UInt64) {
        var request = request
        for index in request.resources.indices { request.resources[index].writer = nil }
        model.push(request, now: now, wall: wall)
    }
}
