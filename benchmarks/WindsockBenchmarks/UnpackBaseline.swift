internal import CMessages
internal import CProtobufC
internal import Glibc

/// What the decoding is measured against: libprotobuf-c's unpack of a whole request.
enum UnpackBaseline {
    /// Every message from malloc, freed one by one.
    static func withMalloc(_ request: [UInt8]) {
        let message = unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__unpack(
            nil, request.count, request)
        unsafe precondition(message != nil, "libprotobuf-c refused the request")
        unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__free_unpacked(message, nil)
    }

    /// Every message from one block, which begins anew with each request: the best that libprotobuf-c can do.
    static func withArena(_ request: [UInt8], _ arena: Arena) {
        arena.used = 0
        var allocator = unsafe ProtobufCAllocator(
            alloc: { arena, size in
                unsafe arena.map { unsafe Unmanaged<Arena>.fromOpaque($0).takeUnretainedValue().allocate(size) } ?? nil
            },
            free: { _, _ in },
            allocator_data: Unmanaged.passUnretained(arena).toOpaque())
        let message = unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__unpack(
            &allocator, request.count, request)
        // A baseline that failed would look fast.
        unsafe precondition(message != nil, "libprotobuf-c refused the request")
    }

    /// A block of memory that is handed out front to back.
    @safe
    final class Arena {
        private let memory: UnsafeMutableRawBufferPointer
        fileprivate(set) var used = 0

        init(capacity: Int) {
            unsafe memory = .allocate(byteCount: capacity, alignment: 16)
        }

        deinit { unsafe memory.deallocate() }

        fileprivate func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
            let start = used
            used += (size + 15) & ~15
            guard unsafe used <= memory.count else { return nil }
            return unsafe memory.baseAddress.map { unsafe $0 + start }
        }
    }
}
