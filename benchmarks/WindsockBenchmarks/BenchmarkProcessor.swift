internal import Configuration
internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline
internal import Processors

/// A processor whose cost is measured.
enum BenchmarkProcessor {
    /// `attributes` with so many actions that add an attribute each.
    case actions(Int)
    /// `transform` with so many statements that set an attribute each, all the same one: labels cost by themselves.
    case identityStatements(Int)
    /// `transform` with so many statements that change the number of a point each.
    case valueStatements(Int)

    /// Those that are compared with none, by their names.
    static let named: KeyValuePairs<String, BenchmarkProcessor?> = [
        "no processor": nil, "1 action": .actions(1), "10 actions": .actions(10),
        "10 identity statements": .identityStatements(10), "1 value statement": .valueStatements(1),
        "10 value statements": .valueStatements(10),
    ]

    /// The steps of the processor.
    ///
    /// - Throws: ``ConfigFault``.
    func steps(_ registry: SeriesRegistry) throws -> [ProcessorStep] {
        switch self {
        case .actions(let count):
            let list = (0..<count).map { "{key: added_\($0), value: \($0), action: upsert}" }
            return try Self.steps(
                "attributes", "actions: [\(list.joined(separator: ", "))]", registry, AttributesSettings.init)
        case .identityStatements(let count):
            let statements = (0..<count).map { number in
                """
                set(datapoint.attributes["added"], \(number)) where datapoint.attributes["dag_id"] != "none"
                """
            }
            return try Self.transform(statements, registry)
        case .valueStatements(let count):
            let statement = """
                set(datapoint.value_int, datapoint.value_int + 1) where datapoint.attributes["dag_id"] != "none"
                """
            return try Self.transform(Array(repeating: statement, count: count), registry)
        }
    }

    private static func transform(_ statements: [String], _ registry: SeriesRegistry) throws -> [ProcessorStep] {
        let list = statements.map { "\n  - '\($0)'" }.joined()
        return try steps("transform", "metric_statements:\(list)", registry, TransformSettings.init)
    }

    private static func steps<Settings: ProcessorSettings>(
        _ type: String, _ yaml: String, _ registry: SeriesRegistry, _ read: (ConfigSection) -> Settings
    ) throws -> [ProcessorStep] {
        let id = ComponentID(type: type)
        let diagnostics = Diagnostics()
        let settings = try ConfigSection.parse(yaml: yaml, component: id, diagnostics: diagnostics, read)
        if let fault = diagnostics.faults.first { throw fault }
        return settings.makeProcessor(ComponentContext(.processor, id, logger: .none, registry: registry))
    }
}
