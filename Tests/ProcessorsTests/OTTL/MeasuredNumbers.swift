extension Measured {
    /// Of literals, numbers and keys.
    static let numbers: [Measured] = [
        Measured(
            "math-kinds", on: .values,
            #"""
            1 + 1.5 => Double(2.5)
            7 / 2.0 => Double(3.5)
            3.0 * 2 => Double(6)
            1 / 0 => error
            1.0 / 0.0 => error
            1 / 0.0 => error
            attributes["str"] + 1 => error
            1 + attributes["numstr"] => error
            1 + attributes["missing"] => error
            attributes["true"] + 1 => error
            9223372036854775807 + 1 => Int(-9223372036854775808)
            9223372036854775807 * 2 => Int(-2)
            -9223372036854775807 - 2 => Int(9223372036854775807)
            0.1 + 0.2 => Double(0.30000000000000004)
            1.0e308 * 10.0 => Double(Infinity)
            attributes["int"] / attributes["double"] => Double(16.8)
            -attributes["str"] => error
            Double(attributes["int"]) / 5.0 => Double(8.4)
            Int(7.9) / 2 => Int(3)
            value_int * 1.5 => Double(10.5)
            """#),
        Measured(
            "math-precedence", on: .values,
            #"""
            1 + 2 * 3 => Int(7)
            (1 + 2) * 3 => Int(9)
            10 - 4 - 3 => Int(3)
            100 / 10 / 5 => Int(2)
            2 * 3 + 4 * 5 => Int(26)
            -2 * 3 => Int(-6)
            -(2 + 3) => Int(-5)
            7 / 2 => Int(3)
            -7 / 2 => Int(-3)
            7 / 2 * 2 => Int(6)
            1+2 => Int(3)
            5 -3 => Int(2)
            attributes["int"] - attributes["neg"] => Int(49)
            -attributes["int"] => Int(-42)
            attributes["int"]*2+1 => Int(85)
            2 - -3 => Int(5)
            ((1)) => Int(1)
            6 / (1 + 2) => Int(2)
            """#),
        Measured(
            "math-time", on: .point,
            #"""
            Seconds(time - start_time) => Double(60)
            UnixSeconds(time + Duration("1m")) => Int(1760000120)
            UnixSeconds(Duration("1m") + time) => Int(1760000120)
            UnixSeconds(time - Duration("1m")) => Int(1760000000)
            Seconds(Duration("1m") - Duration("90s")) => Double(-30)
            Seconds(Duration("1m") + Duration("90s")) => Double(150)
            UnixSeconds(time + time) => error
            UnixSeconds(time * 2) => error
            Seconds(Duration("1m") * 2) => error
            UnixSeconds(time + 5) => error
            Seconds(Duration("1m") - time) => error
            (time_unix_nano - start_time_unix_nano) / 1000000000 => Int(60)
            """#),
        Measured(
            "literal-numbers", on: .point,
            #"""
            0 => Int(0)
            -0 => Int(0)
            +5 => Int(5)
            007 => Int(7)
            1. => Double(1)
            .5 => Double(0.5)
            -.5 => Double(-0.5)
            1.5e3 => Double(1500)
            2.0E-2 => Double(0.02)
            9223372036854775807 => Int(9223372036854775807)
            -9223372036854775807 => Int(-9223372036854775807)
            123456789.123456789 => Double(123456789.12345679)
            - 3 => Int(-3)
            -(-3) => Int(3)
            +(+3) => Int(3)
            """#),
        Measured(
            "literal-strings", on: .point,
            #"""
            "tab\there" => Str(tab	here)
            "quote \" and backslash \\ " => Str(quote " and backslash \ )
            "unicode \u00e9 \U0001F600 \x41 \101" => Str(unicode é 😀 A A)
            "" => Str()
            "it's" => Str(it's)
            "a: b # c" => Str(a: b # c)
            "größe" => Str(größe)
            "percent %d {brace} [bracket]" => Str(percent %d {brace} [bracket])
            Len("\n\r\t") => Int(3)
            """#),
        Measured(
            "literal-bytes", on: .values,
            #"""
            0x00ff6162 => Bytes(AP9hYg==)
            0xAbCd => Bytes(q80=)
            0x00ff6162 => Bytes(AP9hYg==)
            """#),
        Measured(
            "lists-and-maps", on: .point,
            #"""
            [1, "a", [2, [3]], {"k": [4]}] => Slice([1,"a",[2,[3]],{"k":[4]}])
            {"a": 1, "b": {"c": attributes["dag_id"]}} => Map({"a":1,"b":{"c":"example_dag"}})
            [] => Slice([])
            {} => Map({})
            {"x": 1 "y": 2} => Map({"x":1,"y":2})
            {"x": 1, } => Map({"x":1})
            [attributes["missing"], metric.name, Len("abc"), 1 + 2] => Slice([null,"airflow.ti.finish",3,3])
            {"": "empty key"} => Map({"":"empty key"})
            {"dup": 1, "dup": 2} => Map({"dup":2})
            [0x01, true, nil, -1.5] => Slice(["AQ==",true,null,-1.5])
            {"e": METRIC_DATA_TYPE_SUM} => Map({"e":2})
            """#),
        Measured(
            "key-math", on: .values,
            #"""
            attributes["ints"][attributes["int"] - 41] => Int(1)
            Split("a,b,c", ",")[value_int - 5] => Str(c)
            attributes["ints"][(1 + 1)] => Int(2)
            attributes["ints"][attributes["double"] - 1.5] => error
            """#),
    ]
}
