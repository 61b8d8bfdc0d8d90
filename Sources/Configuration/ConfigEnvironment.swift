import Glibc

/// What a configuration can refer to outside of itself: environment variables and files.
public struct ConfigEnvironment: Sendable {
    /// Why a file can't be read, in the system's words.
    public struct FileFault: Error, Equatable, Sendable {
        /// What is wrong.
        public let message: String

        /// Makes a fault.
        public init(_ message: String) {
            self.message = message
        }
    }

    /// The most bytes that a file may hold.
    static let greatestFileSize = 4 << 20

    /// The value of a variable, or nil if it isn't set.
    let variable: @Sendable (String) -> String?
    /// The bytes of the file at a path.
    let file: @Sendable (String) throws(FileFault) -> [UInt8]

    /// The variables and files of this process.
    public static let process = ConfigEnvironment(
        variable: { name in unsafe getenv(name).map { unsafe String(cString: $0) } }, file: readFile(_:))

    /// Makes an environment of its own, as tests want it.
    public init(variables: [String: String] = [:], files: [String: String] = [:]) {
        variable = { variables[$0] }
        file = { (path) throws(FileFault) in
            guard let text = files[path] else { throw FileFault("No such file or directory") }
            return Array(text.utf8)
        }
    }

    private init(
        variable: @escaping @Sendable (String) -> String?,
        file: @escaping @Sendable (String) throws(FileFault) -> [UInt8]
    ) {
        self.variable = variable
        self.file = file
    }
}
