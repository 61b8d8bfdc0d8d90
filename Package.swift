// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
]

/// A Swift target whose folder is its name.
func module(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", swiftSettings: swiftSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: swiftSettings)
}

func library(_ name: String, folder: String, pkgConfig: String, debian: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/C/\(folder)", pkgConfig: pkgConfig, providers: [.apt([debian])])
}

let package = Package(
    name: "windsock",
    products: [
        .executable(name: "windsock", targets: ["Windsock"])
    ],
    targets: [
        // C libraries from the system, and the OTLP messages that protoc-c makes of proto/.
        library("CProtobufC", folder: "ProtobufC", pkgConfig: "libprotobuf-c", debian: "libprotobuf-c-dev"),
        library("CZlib", folder: "Zlib", pkgConfig: "zlib", debian: "zlib1g-dev"),
        library("CMicroHTTPD", folder: "MicroHTTPD", pkgConfig: "libmicrohttpd", debian: "libmicrohttpd-dev"),
        library("CYAML", folder: "YAML", pkgConfig: "yaml-0.1", debian: "libyaml-dev"),
        .target(
            name: "COTLP", dependencies: ["CProtobufC"], path: "Sources/C/OTLP",
            cSettings: [.headerSearchPath("include")]),

        // From the bottom up: each imports only what stands above it here.
        module("Locking"),
        module("Logging", ["Locking"]),
        module("MetricCore", ["COTLP", "CProtobufC", "Locking"]),
        module("Configuration", ["CYAML"]),
        module("HTTPServer", ["CMicroHTTPD", "CZlib", "Locking"]),
        module("Pipeline", ["MetricCore", "Configuration", "Logging", "Locking"]),
        module("Receivers", ["Pipeline", "Configuration", "HTTPServer", "Logging", "Locking", "MetricCore"]),
        module("Processors", ["Pipeline", "Configuration", "Logging", "Locking", "MetricCore"]),
        module("Exporters", ["Pipeline", "Configuration", "HTTPServer", "Logging", "Locking", "MetricCore"]),
        module("Extensions", ["Pipeline", "Configuration", "HTTPServer", "Logging", "Locking"]),
        .executableTarget(
            name: "Windsock",
            dependencies: [
                "Receivers", "Processors", "Exporters", "Extensions", "Pipeline", "Configuration", "HTTPServer",
                "Logging", "Locking", "MetricCore",
            ],
            path: "Sources/Windsock",
            // The built-in pipeline: a link to the file in pipelines/.
            resources: [.embedInCode("airflow.yaml")],
            swiftSettings: swiftSettings),

        .executableTarget(
            name: "windsock-benchmarks", dependencies: ["MetricCore", "COTLP", "CProtobufC"],
            path: "benchmarks/WindsockBenchmarks", swiftSettings: swiftSettings),

        tests("ConfigurationTests", ["Configuration"]),
        tests("ExportersTests", ["Exporters", "Pipeline", "Configuration", "Logging", "MetricCore", "Locking"]),
        tests("ExtensionsTests", ["Extensions", "HTTPServer", "TestClient"]),
        tests("HTTPServerTests", ["HTTPServer", "Locking", "TestClient"]),
        tests("LoggingTests", ["Logging"]),
        tests("MetricCoreTests", ["MetricCore", "COTLP", "CProtobufC"]),
        tests("WindsockTests", ["Windsock", "Configuration"]),
        // What several test targets use to talk to a server.
        module("TestClient", path: "Tests/TestClient"),
    ]
)
