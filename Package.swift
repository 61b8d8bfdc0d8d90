// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
]

/// What ships does without Swift's regular expressions, which would make a tenth of the binary.
let shippedSettings =
    swiftSettings + [.unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"])]

/// A Swift target whose folder is its name.
func module(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", swiftSettings: shippedSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: swiftSettings)
}

func library(_ name: String, folder: String, pkgConfig: String, debian: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/C/\(folder)", pkgConfig: pkgConfig, providers: [.apt([debian])])
}

/// A C++ library behind functions in C, which are ours. The Debian package is for scripts/setup to install.
func shim(_ name: String, folder: String, debian: String) -> Target {
    .target(name: name, path: "Sources/C/\(folder)")
}

let package = Package(
    name: "windsock",
    products: [
        .executable(name: "windsock", targets: ["Windsock"])
    ],
    targets: [
        // C libraries from the system, and the messages that protoc-c makes of proto/.
        library("CProtobufC", folder: "ProtobufC", pkgConfig: "libprotobuf-c", debian: "libprotobuf-c-dev"),
        library("CZlib", folder: "Zlib", pkgConfig: "zlib", debian: "zlib1g-dev"),
        library("CZstd", folder: "Zstd", pkgConfig: "libzstd", debian: "libzstd-dev"),
        library("CLZ4", folder: "LZ4", pkgConfig: "liblz4", debian: "liblz4-dev"),
        library("CSnappy", folder: "Snappy", pkgConfig: "snappy", debian: "libsnappy-dev"),
        library("CMicroHTTPD", folder: "MicroHTTPD", pkgConfig: "libmicrohttpd", debian: "libmicrohttpd-dev"),
        library("CGnuTLS", folder: "GnuTLS", pkgConfig: "gnutls", debian: "libgnutls28-dev"),
        library("CCrypt", folder: "Crypt", pkgConfig: "libcrypt", debian: "libcrypt-dev"),
        library("CYAJL", folder: "YAJL", pkgConfig: "yajl", debian: "libyajl-dev"),
        library("CXXHash", folder: "XXHash", pkgConfig: "libxxhash", debian: "libxxhash-dev"),
        library("CYAML", folder: "YAML", pkgConfig: "yaml-0.1", debian: "libyaml-dev"),
        shim("CRE2", folder: "RE2", debian: "libre2-dev"),
        // A header of glibc that Swift's module of it leaves out.
        .systemLibrary(name: "CMalloc", path: "Sources/C/Malloc"),
        .target(
            name: "CMessages", dependencies: ["CProtobufC"], path: "Sources/C/Messages",
            cSettings: [.headerSearchPath("include")]),

        // From the bottom up: each imports only what stands above it here.
        module("Locking"),
        module("Logging", ["Locking"]),
        module("MetricCore", ["CMessages", "CProtobufC", "Locking"]),
        module("OTLPJSON", ["MetricCore", "CYAJL"]),
        module("Patterns", ["CRE2"]),
        module("Configuration", ["CYAML"]),
        module("HTTPServer", ["CMicroHTTPD", "CGnuTLS", "CZlib", "CZstd", "CLZ4", "CSnappy", "Locking"]),
        module("Pipeline", ["MetricCore", "Configuration", "Logging", "Locking"]),
        module("Serving", ["Pipeline", "Configuration", "HTTPServer", "Logging", "MetricCore"]),
        module(
            "Receivers",
            ["Serving", "Pipeline", "Configuration", "HTTPServer", "Logging", "Locking", "MetricCore", "OTLPJSON"]),
        module(
            "Processors",
            [
                "CMalloc", "CGnuTLS", "CXXHash", "CYAJL", "Patterns", "Pipeline", "Configuration", "Logging", "Locking",
                "MetricCore",
            ]),
        module(
            "Exporters", ["Serving", "Pipeline", "Configuration", "HTTPServer", "Logging", "Locking", "MetricCore"]),
        module(
            "Extensions",
            ["Serving", "Pipeline", "Configuration", "HTTPServer", "Logging", "Locking", "CCrypt", "CGnuTLS"]),
        .executableTarget(
            name: "Windsock",
            dependencies: [
                "Receivers", "Processors", "Exporters", "Extensions", "Pipeline", "Configuration", "HTTPServer",
                "Logging", "Locking", "MetricCore", "CMalloc",
            ],
            path: "Sources/Windsock",
            // The built-in pipeline: a link to the file in pipelines/.
            resources: [.embedInCode("airflow.yaml")],
            swiftSettings: shippedSettings,
            // Symbols stay, for the backtrace of a crash.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--strip-debug"], .when(configuration: .release))]),

        .executableTarget(
            name: "windsock-benchmarks",
            dependencies: [
                "Exporters", "Processors", "Pipeline", "Configuration", "HTTPServer", "Logging", "Locking",
                "MetricCore", "CMessages", "CProtobufC", "CZlib", "AllocationCounter", "TestRequests",
            ],
            path: "benchmarks/WindsockBenchmarks", swiftSettings: swiftSettings,
            // As in Windsock; and valgrind can't read what Swift tells debuggers.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--strip-debug"], .when(configuration: .release))]),
        // Takes malloc's place in windsock-benchmarks, to count.
        .target(name: "AllocationCounter", path: "benchmarks/AllocationCounter"),
        // A server that only collects bodies, which Windsock is compared with.
        .executableTarget(name: "windsock-bodies", dependencies: ["CMicroHTTPD"], path: "benchmarks/BodyOnly"),

        tests("ConfigurationTests", ["Configuration", "TestRandom"]),
        tests(
            "ExportersTests",
            [
                "Exporters", "Serving", "Pipeline", "Configuration", "HTTPServer", "Logging", "MetricCore", "Locking",
                "TestClient",
                "TestRequests",
            ]),
        tests(
            "ExtensionsTests",
            ["Extensions", "Pipeline", "Configuration", "HTTPServer", "Logging", "Locking", "TestClient"]),
        tests(
            "ServingTests",
            [
                "Serving", "Pipeline", "Configuration", "HTTPServer", "Logging", "Locking", "MetricCore",
                "TestClient",
            ]),
        tests("HTTPServerTests", ["HTTPServer", "Locking", "TestClient", "TestRandom"]),
        tests("LoggingTests", ["Logging"]),
        tests("HouseRulesTests", []),
        tests("OTLPJSONTests", ["OTLPJSON", "MetricCore", "CMessages", "CProtobufC", "TestRandom", "TestRequests"]),
        tests("PatternsTests", ["Patterns"]),
        tests("MetricCoreTests", ["MetricCore", "TestMetrics", "TestRandom", "TestRequests"]),
        tests("PipelineTests", ["Pipeline", "MetricCore", "Locking", "TestMetrics", "TestRequests"]),
        tests(
            "ProcessorsTests",
            [
                "Processors", "Patterns", "Pipeline", "Configuration", "Logging", "Locking", "MetricCore", "TestRandom",
                "TestRequests",
            ]),
        tests(
            "ReceiversTests",
            [
                "Receivers", "Serving", "Pipeline", "Configuration", "HTTPServer", "Logging", "Locking",
                "MetricCore", "TestClient",
                "TestRequests",
            ]),
        tests("WindsockTests", ["Windsock", "Configuration"]),
        // What the fuzzer runs, and a test that runs again what it has found.
        module(
            "FuzzTargets", path: "Tests/Fuzz/Targets",
            [
                "Receivers", "Processors", "Exporters", "Extensions", "Pipeline", "Configuration", "HTTPServer",
                "Logging", "MetricCore", "OTLPJSON", "TestClient", "TestMetrics",
            ]),
        tests("FuzzTests", ["FuzzTargets"]),
        // What several test targets hold requests and pages against.
        module("TestMetrics", path: "Tests/TestMetrics", ["MetricCore", "CMessages", "CProtobufC", "TestRandom"]),
        // What several test targets use to talk to a server.
        module("TestClient", path: "Tests/TestClient"),
        // What several test targets draw their random input from.
        module("TestRandom", path: "Tests/TestRandom"),
        // What several test targets make their requests with.
        module("TestRequests", path: "Tests/TestRequests", ["MetricCore"]),
    ]
)

// What is fuzzed has to be built for it: scripts/fuzz sets this, and builds into a folder of its own. What ships is
// watched for new ways through it, tests aren't.
if Context.environment["FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "windsock-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Fuzzer",
            swiftSettings: swiftSettings))
    for target in package.targets where target.type != .system {
        let isWatched = target.path?.hasPrefix("Sources/") == true
        let flag = isWatched ? "-sanitize=fuzzer,address" : "-sanitize=address"
        target.swiftSettings =
            (target.swiftSettings ?? []) + [.unsafeFlags([flag, "-assert-config", "Debug"])]
        target.linkerSettings =
            (target.linkerSettings ?? []) + [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]
    }
}
