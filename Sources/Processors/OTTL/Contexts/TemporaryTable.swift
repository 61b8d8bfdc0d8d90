extension FunctionTable where Context == StatementContext {
    static func forStatements(on level: StatementLevel, _ surroundings: Surroundings) -> Self {
        FunctionTable(converters: Converter.all(surroundings), editors: Editor.all)
    }
    static func forConditions(on level: StatementLevel, _ surroundings: Surroundings) -> Self {
        FunctionTable(converters: Converter.all(surroundings), editors: Editor.all)
    }
}
