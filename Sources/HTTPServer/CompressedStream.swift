/// Compresses another stream's pieces as they are asked for.
final class CompressedStream: ResponseStream {
    private let source: any ResponseStream
    private let compressor: any StreamCompressor
    private var input: [UInt8] = []
    private var isEnded = false

    init(_ source: any ResponseStream, _ compressor: any StreamCompressor) {
        self.source = source
        self.compressor = compressor
    }

    func next(into piece: inout [UInt8]) {
        // A compressor keeps what it is given until there is enough for a block, so several pieces may give nothing.
        while piece.isEmpty && !isEnded {
            input.removeAll(keepingCapacity: true)
            source.next(into: &input)
            isEnded = input.isEmpty
            compressor.compress(&input, isLast: isEnded, into: &piece)
        }
    }

    func finished(completely: Bool) {
        source.finished(completely: completely)
    }
}

/// Compresses one body, piece by piece.
public protocol StreamCompressor: AnyObject {
    /// Appends to `output` what there is to send of the pieces until now: after the last one, all.
    func compress(_ input: inout [UInt8], isLast: Bool, into output: inout [UInt8])
}
