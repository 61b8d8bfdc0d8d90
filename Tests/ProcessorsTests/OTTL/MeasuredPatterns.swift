extension Measured {
    /// Of regular expressions.
    static let patterns: [Measured] = [
        Measured(
            "ismatch", on: .values,
            #"""
            IsMatch("example_dag", "^example_") => Bool(true)
            IsMatch("example_dag", "mple") => Bool(true)
            IsMatch(attributes["int"], "^4\\d$") => Bool(true)
            IsMatch(attributes["double"], "^2\\.5$") => Bool(true)
            IsMatch(attributes["whole"], "^3$") => Bool(true)
            IsMatch(attributes["true"], "^true$") => Bool(true)
            IsMatch(attributes["list"], "^\\[\"a\",\"b\",3\\]$") => Bool(true)
            IsMatch(attributes["map"], "deep") => Bool(true)
            IsMatch(attributes["missing"], ".*") => Bool(false)
            IsMatch(attributes["bytes"], "^AP9hYg==$") => Bool(false)
            IsMatch("text", attributes["str"]) => Bool(true)
            IsMatch("text", attributes["int"]) => error
            IsMatch("x", Concat(["(", "x"], "")) => error
            IsMatch("", "^$") => Bool(true)
            IsMatch(attributes["bytes"], "^00ff6162$") => Bool(true)
            """#),
        Measured(
            "grok", on: .strings,
            #"""
            ExtractGrokPatterns("12.5 GET /dags/etl", "%{NUMBER:took:double} %{WORD:method} %{URIPATH:path}"\#
            ) => Map({"BASE10NUM":"12.5","method":"GET","path":"/dags/etl","took":12.5})
            ExtractGrokPatterns("no number", "%{INT:n:int}") => Map({})
            ExtractGrokPatterns("42 x", "%{INT:n:int} %{WORD}", true) => Map({"n":42})
            ExtractGrokPatterns("42 x", "%{INT:n:int} %{WORD}", false) => Map({"WORD":"x","n":42})
            ExtractGrokPatterns("task-7", "%{TASK:t}", true, ["TASK=task-%{INT}"]) => Map({"t":"task-7"})
            ExtractGrokPatterns("10.0.0.7 - bob", "%{IP:ip} - %{USERNAME:user}")["user"] => Str(bob)
            ExtractGrokPatterns("5", "%{INT:n:bool}") => error
            """#),
    ]
}
