/// Who sent points of a stream of a sum that may fall.
///
/// A forked child goes on sending what its parent had counted before the fork, with newer times. So the value is the
/// newest one of whoever began first.
final class StreamWriters {
    /// How many are kept: those who began first.
    static let limit = 64

    private struct Entry {
        let writer: WriterID
        var earliest: UInt64
        var newest: UInt64
        var value: NumberValue

        func began(before other: Entry) -> Bool {
            (earliest, writer.rawValue) < (other.earliest, other.writer.rawValue)
        }
    }

    /// Never empty; in no order.
    private var entries: [Entry]

    /// Begins with a writer's point; `value` is none where there is no recorded value.
    init(_ writer: WriterID, time: UInt64, value: NumberValue) {
        entries = [Entry(writer: writer, earliest: time, newest: time, value: value)]
    }

    /// The newest value of the writer that began first; none where that is no recorded value.
    var value: NumberValue {
        entries.reduce(entries[0]) { $1.began(before: $0) ? $1 : $0 }.value
    }

    /// Takes a point; `value` is none where there is no recorded value.
    func take(_ writer: WriterID, time: UInt64, value: NumberValue) {
        if let index = entries.firstIndex(where: { $0.writer == writer }) {
            entries[index].earliest = min(entries[index].earliest, time)
            let isNewer =
                time == entries[index].newest
                ? value.isGreater(than: entries[index].value) : time > entries[index].newest
            guard isNewer else { return }
            entries[index].newest = time
            entries[index].value = value
            return
        }
        let new = Entry(writer: writer, earliest: time, newest: time, value: value)
        guard entries.count == Self.limit else {
            entries.append(new)
            return
        }
        let last = entries.indices.reduce(0) { entries[$0].began(before: entries[$1]) ? $1 : $0 }
        if new.began(before: entries[last]) { entries[last] = new }
    }

    /// How many bytes of memory it takes.
    var byteCount: Int { 64 + entries.capacity * MemoryLayout<Entry>.stride }
}
