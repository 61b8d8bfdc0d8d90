extension Measured {
    /// Of types and their conversions.
    static let types: [Measured] = [
        Measured(
            "bool", on: .values,
            cache: [
                "v1": "\"yes\"",
                "v2": "\"\"",
                "v3": "\"tRUE\"",
            ],
            #"""
            Bool("true") => Bool(true)
            Bool("T") => Bool(true)
            Bool("0") => Bool(false)
            Bool(cache["v1"]) => error
            Bool(1) => Bool(true)
            Bool(0) => Bool(false)
            Bool(2.5) => Bool(true)
            Bool(0.0) => Bool(false)
            Bool(nil) => Empty()
            Bool(cache["v2"]) => error
            Bool("True") => Bool(true)
            Bool(cache["v3"]) => error
            Bool(attributes["list"]) => error
            Bool(-1) => Bool(true)
            """#),
        Measured(
            "int", on: .values,
            cache: [
                "v1": "\"abc\"",
                "v2": "\"1.5\"",
                "v3": "\"\"",
                "v4": "\" 5\"",
                "v5": "\"9223372036854775808\"",
                "v6": "\"0x10\"",
            ],
            #"""
            Int("42") => Int(42)
            Int("-7") => Int(-7)
            Int(cache["v1"]) => error
            Int(cache["v2"]) => error
            Int(2.9) => Int(2)
            Int(-2.9) => Int(-2)
            Int(true) => Int(1)
            Int(false) => Int(0)
            Int(nil) => Empty()
            Int(attributes["list"]) => error
            Int(cache["v3"]) => error
            Int(cache["v4"]) => error
            Int(cache["v5"]) => error
            Int(cache["v6"]) => error
            Int(attributes["numstr"]) => Int(17)
            Int(attributes["bytes"]) => error
            """#),
        Measured(
            "double", on: .values,
            cache: [
                "v1": "\"1e3\"",
                "v2": "\"abc\"",
                "v3": "\"1_000\"",
                "v4": "\"\"",
                "v5": "\"1e400\"",
            ],
            #"""
            Double("1.75") => Double(1.75)
            Double(cache["v1"]) => Double(1000)
            Double(cache["v2"]) => error
            Double(5) => Double(5)
            Double(true) => Double(1)
            Double(nil) => Empty()
            Double("inf") => Double(Infinity)
            Double("NaN") => Double(NaN)
            Double("0x1p-2") => Double(0.25)
            Double(cache["v3"]) => Double(1000)
            Double(cache["v4"]) => error
            Double(attributes["map"]) => error
            Double("-0") => Double(-0)
            Double(cache["v5"]) => error
            Double(attributes["floatstr"]) => Double(1.75)
            """#),
        Measured(
            "string", on: .values,
            #"""
            String(42) => Str(42)
            String(2.5) => Str(2.5)
            String(3.0) => Str(3)
            String(1.0e21) => Str(1e+21)
            String(0.000001) => Str(0.000001)
            String(1.0e-7) => Str(1e-07)
            String(true) => Str(true)
            String(nil) => Empty()
            String(attributes["bytes"]) => Str(00ff6162)
            String(attributes["list"]) => Str(["a","b",3])
            String(attributes["map"]) => Str({"k":"v","n":{"deep":1}})
            String(0x00ff61) => Str(00ff61)
            String([1, "a", nil]) => Str([1,"a",null])
            String("x") => Str(x)
            String(123456789.125) => Str(123456789.125)
            String(100000000000000000000.0) => Str(100000000000000000000)
            String(attributes["empty"]) => Empty()
            """#),
        Measured(
            "is-empty", on: .values,
            #"""
            IsEmpty("") => Bool(true)
            IsEmpty(nil) => Bool(true)
            IsEmpty(attributes["missing"]) => Bool(true)
            IsEmpty(attributes["empty"]) => Bool(true)
            IsEmpty(attributes["elist"]) => Bool(true)
            IsEmpty(attributes["emap"]) => Bool(true)
            IsEmpty(0) => Bool(true)
            IsEmpty(false) => Bool(true)
            IsEmpty("x") => Bool(false)
            IsEmpty([]) => Bool(true)
            IsEmpty({}) => Bool(true)
            IsEmpty(" ") => Bool(false)
            IsEmpty(0.0) => Bool(true)
            """#),
        Measured(
            "is-type", on: .values,
            cache: [
                "v1": "5",
                "v2": "\"true\"",
                "v3": "nil",
            ],
            #"""
            IsString("x") => Bool(true)
            IsString(attributes["int"]) => Bool(false)
            IsString(attributes["missing"]) => Bool(false)
            IsInt(attributes["int"]) => Bool(true)
            IsInt(attributes["whole"]) => Bool(false)
            IsInt(attributes["numstr"]) => Bool(false)
            IsDouble(attributes["whole"]) => Bool(true)
            IsDouble(cache["v1"]) => Bool(false)
            IsBool(attributes["false"]) => Bool(true)
            IsBool(cache["v2"]) => Bool(false)
            IsMap(attributes["map"]) => Bool(true)
            IsMap(attributes) => Bool(true)
            IsMap({"a": 1}) => Bool(true)
            IsList(attributes["list"]) => Bool(true)
            IsList([1]) => Bool(true)
            IsList("x") => Bool(false)
            IsString(attributes["bytes"]) => Bool(false)
            IsString(metric.name) => Bool(true)
            IsMap(cache["v3"]) => Bool(false)
            IsList(Split("a", ",")) => Bool(true)
            """#),
        Measured(
            "len", on: .values,
            #"""
            Len("größe") => Int(7)
            Len("") => Int(0)
            Len(attributes["list"]) => Int(3)
            Len(attributes["map"]) => Int(2)
            Len([1, 2, 3]) => Int(3)
            Len({"a": 1}) => Int(1)
            Len(5) => error
            Len(nil) => error
            Len(attributes["bytes"]) => Int(4)
            Len(resource.attributes["service.name"]) => Int(7)
            Len(attributes["emap"]) => Int(0)
            """#),
        Measured(
            "parse-int", on: .point,
            cache: [
                "v1": "5"
            ],
            #"""
            ParseInt("ff", 16) => Int(255)
            ParseInt("-101", 2) => Int(-5)
            ParseInt("0x1f", 0) => Int(31)
            ParseInt("017", 0) => Int(15)
            ParseInt("z", 36) => Int(35)
            ParseInt("9223372036854775808", 10) => error
            ParseInt("12a", 10) => error
            ParseInt("", 10) => error
            ParseInt("1", 1) => error
            ParseInt("1", 37) => error
            ParseInt("1_000", 0) => Int(1000)
            ParseInt("1_000", 10) => error
            ParseInt(cache["v1"], 10) => error
            ParseInt("+7", 10) => Int(7)
            """#),
        Measured(
            "coalesce", on: .values,
            #"""
            Coalesce([attributes["missing"], "fallback"]) => Str(fallback)
            Coalesce([attributes["missing"], attributes["int"], "x"]) => Int(42)
            Coalesce([nil, nil]) => Empty()
            Coalesce(["", "x"]) => Str()
            Coalesce([attributes["empty"], "x"]) => Str(x)
            Coalesce([attributes["elist"], 1]) => Slice([])
            """#),
    ]
}
