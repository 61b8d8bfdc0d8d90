/// The ends of a list of streams in the order in which they were heard; the streams themselves are its links.
struct StreamList {
    /// The stream that was heard longest ago; none is `UInt32.max`.
    fileprivate(set) var first: UInt32 = .max
    fileprivate var last: UInt32 = .max
    fileprivate(set) var count = 0
}

extension ChunkedArray<Stream> {
    /// Puts a stream that is in no list at the end of one.
    mutating func append(_ index: UInt32, to list: inout StreamList) {
        self[Int(index)].previous = list.last
        self[Int(index)].next = .max
        if list.last == .max { list.first = index } else { self[Int(list.last)].next = index }
        list.last = index
        list.count += 1
    }

    /// Takes a stream out of its list.
    mutating func remove(_ index: UInt32, from list: inout StreamList) {
        let (previous, next) = (self[Int(index)].previous, self[Int(index)].next)
        if previous == .max { list.first = next } else { self[Int(previous)].next = next }
        if next == .max { list.last = previous } else { self[Int(next)].previous = previous }
        list.count -= 1
    }

    /// Tells a stream's neighbours, or the ends of its list, that it has moved to another index.
    mutating func relink(_ index: UInt32, in list: inout StreamList) {
        let (previous, next) = (self[Int(index)].previous, self[Int(index)].next)
        if previous == .max { list.first = index } else { self[Int(previous)].next = index }
        if next == .max { list.last = index } else { self[Int(next)].previous = index }
    }
}
