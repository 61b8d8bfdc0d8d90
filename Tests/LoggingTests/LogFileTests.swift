import Glibc
import Logging
import Testing

struct LogFileTests {
    private let folder: String

    init() {
        var name = Array("/tmp/windsock-log-XXXXXX\0".utf8CString)
        folder = unsafe String(cString: mkdtemp(&name))
    }

    @Test(arguments: ["", "file://"])
    func `appends to a file`(scheme: String) throws {
        let path = "\(folder)/windsock.log"
        for message in ["one", "two"] {
            Logger(encoding: .plain, sinks: [try LogFile.open(scheme + path)]).info(message)
        }
        #expect(try contents(path) == "one\ntwo\n")
    }

    @Test func `says which file can't be opened, and why`() {
        let error = #expect(throws: LogFileError.self) { try LogFile.open("/no-such-folder/otelcol.log") }
        #expect(error?.description == "open /no-such-folder/otelcol.log: No such file or directory")
    }

    @Test func `knows the standard streams`() throws {
        #expect(try LogFile.open("stderr") === LogFile.standardError)
        #expect(try LogFile.open("stdout") === LogFile.standardOutput)
    }

    private func contents(_ path: String) throws -> String {
        let file = unsafe open(path, O_RDONLY)
        try #require(file >= 0)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1000)
        let count = unsafe read(file, &bytes, bytes.count)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
