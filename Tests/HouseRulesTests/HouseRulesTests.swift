import Foundation
import Testing

/// Rules that the compiler doesn't know, for all that is under Sources.
struct HouseRulesTests {
    static let files = SourceFile.all

    /// What each module may import beside the standard library, Glibc and the like; nothing of ours stands above it.
    static let layers: [String: Set<String>] = [
        "Locking": [],
        "Logging": ["Locking"],
        "Configuration": ["CYAML"],
        "HTTPServer": ["Locking", "CMicroHTTPD", "CGnuTLS", "CZlib", "CZstd", "CLZ4", "CSnappy"],
        "MetricCore": ["Locking", "CMessages", "CProtobufC"],
        "OTLPJSON": ["MetricCore", "CYAJL"],
        "Patterns": ["CRE2"],
        "Pipeline": ["MetricCore", "Configuration", "Logging", "Locking"],
        "Serving": ["Pipeline", "Configuration", "HTTPServer", "Logging", "MetricCore"],
        "Receivers": components.union(["OTLPJSON", "Serving"]),
        "Processors": components.union(["CMalloc", "CGnuTLS", "CXXHash", "CYAJL", "Patterns"]),
        "Exporters": components.union(["Serving"]),
        "Extensions": components.union(["Serving", "CCrypt", "CGnuTLS"]),
        "Windsock": components.union(["Receivers", "Processors", "Exporters", "Extensions", "CMalloc"]),
    ]
    static let components: Set = ["Pipeline", "MetricCore", "Configuration", "HTTPServer", "Logging", "Locking"]
    static let system: Set = ["Glibc", "Synchronization", "Dispatch"]

    /// The only files that know a C library: its Swift face.
    static let faces: [String: Set<String>] = [
        "CCrypt": ["Extensions/BasicAuth/CryptHash.swift"],
        "CGnuTLS": [
            "Extensions/BasicAuth/Digest.swift", "HTTPServer/TLSEndpoint.swift", "HTTPServer/TLSIdentity.swift",
            "Processors/Values/Hashes.swift",
        ],
        "CMalloc": ["Processors/MemoryLimiter/ProcessMemory.swift", "Windsock/MemoryUpkeep.swift"],
        "CRE2": ["Patterns/Pattern.swift"],
        "CXXHash": ["Processors/Values/Hashes.swift"],
        "CYAJL": ["OTLPJSON/JSONEvents.swift", "Processors/OTTL/Functions/JSONReader.swift"],
        "CYAML": ["Configuration/YAMLEvents.swift"],
        "CZlib": ["HTTPServer/Decoding/ZlibDecoder.swift", "HTTPServer/GzipCompressor.swift"],
        "CZstd": ["HTTPServer/ZstdCompressor.swift", "HTTPServer/Decoding/ZstdDecoder.swift"],
        "CLZ4": ["HTTPServer/Decoding/LZ4Decoder.swift"],
        "CSnappy": ["HTTPServer/Decoding/SnappyBlock.swift"],
        "CProtobufC": ["MetricCore/OTLP/UnpackedMessage.swift"],
        "CMessages": [
            "MetricCore/OTLP/UnpackedMessage.swift", "MetricCore/OTLP/StatusMessage.swift",
            "MetricCore/Exposition/MetricMessage.swift", "MetricCore/Exposition/MessageText.swift",
            "MetricCore/OTLP/PartialSuccessMessage.swift",
        ],
        // Its handles are met in several places; each file owns one of them.
        "CMicroHTTPD": [
            "HTTPServer/Callbacks.swift", "HTTPServer/Connection.swift", "HTTPServer/HTTPServer.swift",
            "HTTPServer/PreparedResponse.swift", "HTTPServer/RequestHead.swift",
            // GnuTLS' types come with libmicrohttpd's header.
            "HTTPServer/TLSIdentity.swift",
        ],
    ]

    @Test func `finds the sources`() {
        #expect(Self.files.count > 100)
        #expect(Set(Self.files.map(\.module)) == Set(Self.layers.keys))
    }

    @Test(arguments: files) func `files are short enough to be read`(file: SourceFile) {
        #expect(file.lines.count <= 300)
    }

    @Test(arguments: files) func `lines are at most 120 columns`(file: SourceFile) {
        #expect(file.lines.filter { $0.unicodeScalars.count > 120 } == [])
    }

    @Test(arguments: files) func `modules import only what stands below them`(file: SourceFile) throws {
        let allowed = try #require(Self.layers[file.module]).union(Self.system)
        #expect(Set(file.imports).subtracting(allowed) == [])
    }

    @Test(arguments: files) func `a C library has one face`(file: SourceFile) {
        for module in file.imports {
            guard let faces = Self.faces[module] else { continue }
            #expect(faces.contains(file.path), "\(module)")
        }
    }

    @Test(arguments: faces.keys.sorted()) func `no face is listed that isn't one any more`(module: String) throws {
        let users = Self.files.filter { $0.imports.contains(module) }.map(\.path)
        #expect(Set(users) == Self.faces[module])
    }

    @Test(arguments: files) func `nothing ends the process for want of an answer`(file: SourceFile) {
        for word in ["try!", "as!", "fatalError("] {
            #expect(file.code.filter { $0.contains(word) } == [])
        }
    }
}

/// A file under Sources.
struct SourceFile: Sendable, CustomTestStringConvertible {
    /// The way to it from Sources.
    let path: String
    let lines: [Substring]

    var module: String { String(path.prefix { $0 != "/" }) }
    var testDescription: String { path }

    /// The lines without those that are comments.
    var code: [Substring] { lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") } }

    /// The modules that it imports.
    var imports: [String] {
        code.compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count else { return nil }
            // An import of one declaration names its kind first: `import struct Glibc.timespec`.
            let name = words.count > index + 2 ? words[index + 2] : words[index + 1]
            return String(name.prefix { $0 != "." })
        }
    }

    static let all: [SourceFile] = {
        let sources = URL(filePath: #filePath).appending(path: "../../../Sources").standardized
        let paths = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
            guard let text = try? String(contentsOf: sources.appending(path: path), encoding: .utf8) else { return nil }
            return SourceFile(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        }
    }()
}
