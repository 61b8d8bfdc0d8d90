extension Measured {
    /// Of conditions.
    static let conditions: [Measured] = [
        Measured(
            "compare-lists-maps", on: .values,
            #"""
            attributes["list"] == ["a", "b", 3] => true
            attributes["list"] == ["a", "b", 3.0] => false
            attributes["ints"] == [3, 1, 2] => true
            attributes["ints"] != [1, 2, 3] => true
            attributes["ints"] < [4] => false
            attributes["map"] == {"k": "v", "n": {"deep": 1}} => true
            attributes["map"] == {"n": {"deep": 1}, "k": "v"} => true
            attributes["map"] != {} => true
            attributes["emap"] == {} => true
            attributes["elist"] == [] => true
            [1] == [1] => true
            {"a": 1} == {"a": 1} => true
            Split("a,b", ",") == ["a", "b"] => false
            attributes["list"] == attributes["list"] => true
            attributes["map"] == ParseJSON("{\"k\":\"v\",\"n\":{\"deep\":1}}") => false
            attributes["list"] == "a" => false
            """#),
        Measured(
            "compare-nil", on: .values,
            #"""
            attributes["missing"] == nil => true
            attributes["empty"] == nil => true
            attributes["str"] == nil => false
            attributes["str"] != nil => true
            nil == nil => true
            nil != nil => false
            nil <= nil => true
            nil >= nil => true
            nil < nil => false
            attributes["missing"] < 5 => false
            attributes["missing"] != 5 => true
            5 > attributes["missing"] => false
            attributes["elist"] == nil => false
            attributes["emap"] != nil => true
            attributes["missing"] == attributes["empty"] => true
            attributes["missing"] == "" => false
            attributes["missing"] == false => false
            """#),
        Measured(
            "compare-numbers", on: .values,
            #"""
            1 == 1.0 => true
            1 < 1.5 => true
            2 >= 2 => true
            -1 < 0 => true
            attributes["int"] == 42 => true
            attributes["int"] == 42.0 => true
            attributes["int"] > "41" => false
            attributes["numstr"] == 17 => false
            attributes["numstr"] != 17 => true
            attributes["numstr"] == "17" => true
            attributes["whole"] == 3 => true
            9007199254740993 == 9007199254740992.0 => true
            0.1 + 0.2 == 0.3 => false
            Double("NaN") == Double("NaN") => false
            Double("NaN") != 1 => true
            1 != 1.0 => false
            attributes["true"] == 1 => false
            """#),
        Measured(
            "compare-strings-bools", on: .values,
            #"""
            "a" < "b" => true
            "B" < "a" => true
            "abc" < "abd" => true
            "" < "a" => true
            "10" < "9" => true
            "ä" > "z" => true
            attributes["str"] == "text" => true
            attributes["str"] != 5 => true
            attributes["str"] < 5 => false
            attributes["str"] >= 5 => false
            attributes["true"] == true => true
            attributes["false"] < attributes["true"] => true
            true > false => true
            attributes["true"] == "true" => false
            attributes["true"] != "true" => true
            """#),
        Measured(
            "compare-times", on: .point,
            #"""
            time > start_time => true
            time == time => true
            time - start_time == Duration("1m") => true
            Duration("60s") >= Duration("1m") => true
            time > 5 => false
            time != 5 => true
            time == Unix(1760000060) => true
            time < Time("2025-10-10", "%F") => true
            Duration("1s") == 1000000000 => false
            Duration("1s") != 1000000000 => true
            """#),
        Measured(
            "regex-syntax", on: .strings,
            #"""
            IsMatch("example_dag", "(?i)EXAMPLE") => true
            IsMatch("a\nb", "a.b") => false
            IsMatch("a\nb", "(?s)a.b") => true
            IsMatch("a\nb", "(?m)^b$") => true
            IsMatch("a\nb", "^b$") => false
            IsMatch("größe", "\\p{L}{5}") => true
            IsMatch("größe", "^\\w+$") => false
            IsMatch("load rows", "\\brows\\b") => true
            IsMatch("aaa", "^a{2}$") => false
            IsMatch("aaa", "^a{2,}$") => true
            IsMatch("x-1", "^[[:alpha:]]-[[:digit:]]$") => true
            IsMatch("a.b", "a\\.b") => true
            IsMatch("axb", "a\\.b") => false
            IsMatch("", "") => true
            IsMatch("dag", "^(dag|task)$") => true
            IsMatch("a\\b", "a\\\\b") => true
            IsMatch("a", "\\Aa\\z") => true
            IsMatch("€", "^.$") => true
            IsMatch("tab\t", "\\t$") => true
            IsMatch("x", "[^a-w]") => true
            IsMatch("+", "\\Q+\\E") => true
            """#),
        Measured(
            "where-not-bool", on: .values,
            #"""
            Len(attributes["str"]) => error
            ParseJSON("{\"b\": true}")["b"] => true
            Bool(attributes["int"]) => true
            Bool(attributes["missing"]) => error
            IsEmpty(attributes["missing"]) => true
            """#),
    ]
}
