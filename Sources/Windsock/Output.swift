import Glibc

/// Writes text to a descriptor, whole unless nobody reads any more.
func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            bytes = bytes.dropFirst(count)
        } else if errno != EINTR {
            return
        }
    }
}

/// Writes text to standard error.
func writeError(_ text: String) {
    write(text, to: STDERR_FILENO)
}
