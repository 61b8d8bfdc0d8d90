internal import Configuration
internal import Locking
internal import Logging
internal import Pipeline

/// Knows senders by tokens.
final class BearerTokenAuth: Authenticator {
    private static let missing = "missing or empty authorization header: "
    private static let mismatch = "provided authorization does not match expected scheme or token"

    private let settings: BearerTokenAuthSettings
    private let logger: Logger
    /// What the field's value may be, scheme and token.
    private let expected = Locked<[[UInt8]]>([])
    private let lastFile = Locked<[UInt8]>([])
    private let complaints = RepeatLimiter<String>()

    init(_ settings: BearerTokenAuthSettings, _ logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    func start() throws(StartError) {
        switch settings.source {
        case .written(let tokens): use(tokens)
        case .file(let path):
            do {
                try reload(path)
            } catch {
                throw StartError("the token file \(path) can't be used: \(error.message)", at: settings.sourceLocation)
            }
        }
    }

    /// Reads the file again when it has changed.
    func run() async {
        guard case .file = settings.source else { return }
        while (try? await Task.sleep(for: .seconds(1))) != nil { refresh() }
    }

    /// Takes the tokens of the file if it has changed; one that can't be used changes nothing.
    func refresh() {
        guard case .file(let path) = settings.source else { return }
        do throws(ConfigEnvironment.FileFault) {
            if try reload(path) { logger.info("refresh token", ["filename": .string(path)]) }
        } catch {
            complain(path, error)
        }
    }

    func becameReady() {}
    func willStop() {}
    func stop() {}

    // MARK: - Senders

    var credentialsField: String { settings.field }

    func judge(_ credentials: RawSpan?) -> Verdict? {
        guard let credentials else { return .refused(Self.missing + settings.field) }
        let expected = expected.withLock { $0 }
        // All are compared, so that the time doesn't tell which.
        var isKnown = false
        for each in expected where areEqual(credentials, each) { isKnown = true }
        return isKnown ? .accepted : .refused(Self.mismatch)
    }

    func verify(_ credentials: [UInt8]) -> Verdict {
        // The array outlives its span; `judge` leaves nothing open.
        unsafe judge(credentials.span.bytes) ?? .refused(Self.mismatch)
    }

    // MARK: - Tokens

    private func use(_ tokens: [String]) {
        let prefix = settings.scheme.isEmpty ? "" : settings.scheme + " "
        let values = tokens.map { Array((prefix + $0).utf8) }
        expected.withLock { $0 = values }
    }

    /// Takes the tokens of the file: the first word of each line. True when the file isn't what it was.
    @discardableResult
    private func reload(_ path: String) throws(ConfigEnvironment.FileFault) -> Bool {
        let bytes = try readFile(path)
        let isNew = lastFile.withLock { last in
            defer { last = bytes }
            return last != bytes
        }
        guard isNew else { return false }
        let tokens = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .compactMap { $0.split(whereSeparator: \.isWhitespace).first.map(String.init) }
        guard !tokens.isEmpty else { throw ConfigEnvironment.FileFault("it holds no token") }
        use(tokens)
        return true
    }

    private func complain(_ path: String, _ fault: ConfigEnvironment.FileFault) {
        guard complaints.admits(fault.message) else { return }
        logger.warn(
            "failed to reload credentials file, keeping last value",
            ["file": .string(path), "error": .string(fault.message)])
    }
}
