import Testing

@testable import MetricCore

struct ChunkedArrayTests {
    @Test(arguments: [0, 1, 511, 512, 513, 2000])
    func `holds what was appended`(count: Int) {
        var array = ChunkedArray<Int>()
        for number in 0..<count { array.append(number) }
        #expect(array.count == count)
        #expect(array.indices.map { array[$0] } == Array(0..<count))
    }

    @Test func `a snapshot doesn't change`() {
        var array = ChunkedArray<Int>()
        for number in 0..<1500 { array.append(number) }
        let snapshot = array
        for index in array.indices { array[index] += 1 }
        array[0] = 7
        array.append(8)
        #expect(snapshot.indices.map { snapshot[$0] } == Array(0..<1500))
        #expect(array[0] == 7)
        #expect(array[1499] == 1500)
        #expect(array[1500] == 8)
    }

    @Test(arguments: [0, 1, 487, 488, 489, 1000, 1500]) func `elements can be taken from the end`(removed: Int) {
        var array = ChunkedArray<Int>()
        for number in 0..<1500 { array.append(number) }
        let snapshot = array
        array.removeLast(removed)
        for number in 0..<600 { array.append(number) }
        #expect(array.indices.map { array[$0] } == Array(0..<1500 - removed) + Array(0..<600))
        #expect(snapshot.count == 1500)
    }
}
