/// Finds the name that the writer of a misspelt one most likely meant, or nil if none is near.
///
/// Near is at most a third of the letters changed, added, left out or swapped with their neighbour, ignoring case.
public func nearestName(to name: String, among known: some Sequence<String>) -> String? {
    let written = Array(name.lowercased().utf8)
    var nearest: (distance: Int, name: String)?
    // Two hundred are enough for a person, and keep a hostile file from costing the square of its length.
    for candidate in known.prefix(200) {
        let letters = Array(candidate.lowercased().utf8)
        let limit = max(1, min(written.count, letters.count) / 3)
        guard abs(written.count - letters.count) <= limit else { continue }
        let found = (distance: editDistance(written, letters), name: candidate)
        if found.distance <= limit && found < nearest ?? (.max, "") { nearest = found }
    }
    return nearest?.name
}

/// Counts the letters to change, add, leave out or swap with their neighbour to make one word of the other.
private func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...second.count)
    for (row, letter) in first.enumerated() {
        var current = [row + 1]
        for (column, other) in second.enumerated() {
            var least = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (letter == other ? 0 : 1))
            if row > 0, column > 0, letter == second[column - 1], other == first[row - 1] {
                least = min(least, beforePrevious[column - 1] + 1)
            }
            current.append(least)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[second.count]
}

/// Says that a name is unknown, which one was most likely meant, and which there are.
func unknownName(_ kind: String, _ name: String, known: [String], called listTitle: String) -> String {
    let hint = nearestName(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
    let list = known.isEmpty ? "none" : known.sorted().joined(separator: ", ")
    return "unknown \(kind)\(hint) (\(listTitle): \(list))"
}
