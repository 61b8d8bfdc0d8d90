public import Glibc

/// A value that can be reached only while its lock is held.
///
/// The lock is a pthread mutex, which the thread sanitizer understands. Nobody holds two of them at once, or one
/// during I/O.
@safe
public final class Locked<Value: ~Copyable>: @unchecked Sendable {
    // Sendable: the value is touched only between lock and unlock, and comes in as `sending`. Both are on the heap,
    // where they don't move, from init to deinit.
    @usableFromInline let value: UnsafeMutablePointer<Value>
    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>

    /// Makes a lock around `value`, which nobody else refers to any more.
    public init(_ value: consuming sending Value) {
        unsafe self.value = .allocate(capacity: 1)
        unsafe self.value.initialize(to: value)
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        let status = unsafe pthread_mutex_init(mutex, nil)
        precondition(status == 0, "pthread_mutex_init failed")
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
        unsafe value.deinitialize(count: 1)
        unsafe value.deallocate()
    }

    /// Runs `body` with the lock held and gives its result.
    ///
    /// `body` must not take another lock, nor do I/O.
    @inlinable
    public func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try unsafe body(&value.pointee)
    }
}
