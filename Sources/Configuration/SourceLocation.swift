/// Where something in a configuration was written.
public struct SourceLocation: Hashable, Sendable {
    /// The source as the user named it: a file's path, `env:NAME`, `yaml:`, or `--set key=value`.
    public let source: String
    /// The place of the source among all sources, from 0, by which faults are sorted.
    public let sourceOrder: Int
    /// The line and column, both from 1; 0 in sources that are words of the command line.
    public let line: Int
    /// The column in characters, from 1.
    public let column: Int

    /// Makes a location.
    public init(source: String, sourceOrder: Int = 0, line: Int = 0, column: Int = 0) {
        self.source = source
        self.sourceOrder = sourceOrder
        self.line = line
        self.column = column
    }
}

extension SourceLocation: Comparable {
    /// Sorts by source, then by place within it.
    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.sourceOrder, left.line, left.column) < (right.sourceOrder, right.line, right.column)
    }
}

extension SourceLocation: CustomStringConvertible {
    /// The location as compilers write it: `airflow.yaml:12:5`, or the source alone where it has no lines.
    public var description: String {
        line == 0 ? source : "\(source):\(line):\(column)"
    }
}
