/// The order in which streams were heard: a list of the live ones, and one of the finished ones.
///
/// The links lie apart from the streams, close together: a point moves its stream to the end, and nothing else of the
/// neighbours is touched.
struct StreamOrder {
    /// Which of the lists.
    enum List {
        case live, finished
    }

    /// The ends of a list.
    struct Ends {
        /// The stream that was heard longest ago; none is `UInt32.max`.
        fileprivate(set) var first = UInt32.max
        fileprivate(set) var last = UInt32.max
        fileprivate(set) var count = 0

        /// Tells a stream's neighbours, or these ends, that it has this index now.
        fileprivate mutating func relink(_ index: UInt32, _ link: Link, _ links: inout [Link]) {
            if link.previous == .max { first = index } else { links[Int(link.previous)].next = index }
            if link.next == .max { last = index } else { links[Int(link.next)].previous = index }
        }
    }

    fileprivate struct Link {
        var previous = UInt32.max
        var next = UInt32.max
    }

    private(set) var live = Ends()
    private(set) var finished = Ends()
    private var links: [Link] = []

    /// Which stream was heard after that one; none is `UInt32.max`.
    func next(after index: UInt32) -> UInt32 {
        links[Int(index)].next
    }

    /// Adds the stream that is heard now, whose index is the next one.
    mutating func add() {
        links.append(Link())
        append(UInt32(links.count - 1), to: .live)
    }

    /// Puts a live stream at the end of its list: what each point does.
    mutating func moveToEnd(_ index: UInt32) {
        let last = live.last
        guard index != last else { return }
        let link = links[Int(index)]
        if link.previous == .max { live.first = link.next }
        live.last = index
        var span = links.mutableSpan
        if link.previous != .max { span[Int(link.previous)].next = link.next }
        span[Int(link.next)].previous = link.previous
        span[Int(last)].next = index
        span[Int(index)] = Link(previous: last)
    }

    /// Puts a stream at the end of another list.
    mutating func move(_ index: UInt32, from old: List, to new: List) {
        remove(index, from: old)
        append(index, to: new)
    }

    /// Takes a stream out of its list; the last stream gets its index.
    mutating func remove(_ index: Int, from list: List, last: List) {
        remove(UInt32(index), from: list)
        let link = links.removeLast()
        guard index < links.count else { return }
        links[index] = link
        withEnds(of: last) { $0.relink(UInt32(index), link, &$1) }
    }

    private mutating func append(_ index: UInt32, to list: List) {
        withEnds(of: list) { ends, links in
            links[Int(index)] = Link(previous: ends.last)
            if ends.last == .max { ends.first = index } else { links[Int(ends.last)].next = index }
            ends.last = index
            ends.count += 1
        }
    }

    private mutating func remove(_ index: UInt32, from list: List) {
        withEnds(of: list) { ends, links in
            let link = links[Int(index)]
            if link.previous == .max { ends.first = link.next } else { links[Int(link.previous)].next = link.next }
            if link.next == .max { ends.last = link.previous } else { links[Int(link.next)].previous = link.previous }
            ends.count -= 1
        }
    }

    @inline(__always)
    private mutating func withEnds(of list: List, _ change: (inout Ends, inout [Link]) -> Void) {
        switch list {
        case .live: change(&live, &links)
        case .finished: change(&finished, &links)
        }
    }
}
