extension Measured {
    /// Of texts.
    static let texts: [Measured] = [
        Measured(
            "case", on: .strings,
            cache: [
                "v1": "5"
            ],
            #"""
            ToLowerCase("Example DAG 42") => Str(example dag 42)
            ToUpperCase("größe_x") => Str(GRÖßE_X)
            ToCamelCase("load_rows-now please.today") => Str(LoadRowsNowPleaseToday)
            ToCamelCase("loadRows") => Str(LoadRows)
            ToSnakeCase("LoadRowsNow") => Str(load_rows_now)
            ToSnakeCase("load-rows now.42") => Str(load_rows_now_42)
            ToSnakeCase("HTTPServerID2") => Str(http_server_id_2)
            ToCamelCase("") => Str()
            ToLowerCase(cache["v1"]) => error
            ToUpperCase(attributes["missing"]) => error
            ToSnakeCase("dagRun42Id") => Str(dag_run_42_id)
            ToCamelCase("http_server_id") => Str(HttpServerId)
            """#),
        Measured(
            "concat", on: .values,
            cache: [
                "v1": "5"
            ],
            #"""
            Concat(["a", "b", "c"], "-") => Str(a-b-c)
            Concat(["x", attributes["int"], attributes["double"], attributes["whole"], attributes["true"]], "|\#
            ") => Str(x|42|2.5|3|true)
            Concat([], ",") => Str()
            Concat(["one"], ",") => Str(one)
            Concat(["a", attributes["missing"], "b"], ",") => Str(a,<nil>,b)
            Concat([attributes["bytes"], attributes["list"], attributes["map"]], " ") => Str(00ff6162 ["a","b"\#
            ,3] {"k":"v","n":{"deep":1}})
            Concat(attributes["list"], "+") => Str(a+b+3)
            Concat(Split("a,b", ","), "/") => Str(a/b)
            Concat([1, 2.0, 1.0e21, true], "") => Str(121e+21true)
            Concat(["a"], cache["v1"]) => error
            Concat(attributes["str"], "+") => error
            """#),
        Measured(
            "contains-value", on: .values,
            #"""
            ContainsValue(attributes["list"], "a") => Bool(true)
            ContainsValue(attributes["list"], "z") => Bool(false)
            ContainsValue(attributes["ints"], 2) => Bool(true)
            ContainsValue(attributes["ints"], 2.0) => Bool(true)
            ContainsValue(["a", "b"], attributes["str"]) => Bool(false)
            ContainsValue(Split("success,failed", ","), "failed") => Bool(true)
            ContainsValue([], "a") => Bool(false)
            ContainsValue(attributes["str"], "t") => error
            ContainsValue([true, nil], nil) => Bool(true)
            ContainsValue(Values(attributes["map"]), "v") => Bool(true)
            """#),
        Measured(
            "format", on: .values,
            #"""
            Format("%d-%s", [attributes["int"], attributes["str"]]) => Str(42-text)
            Format("%05d|%-5s|%5.2f|%t", [42, "ab", 2.555, true]) => Str(00042|ab   | 2.56|true)
            Format("%q %x %X %o %b %c", ["q", 255, 255, 8, 5, 65]) => Str("q" ff FF 10 101 A)
            Format("%d", ["text"]) => Str(%!d(string=text))
            Format("%s", [5]) => Str(%!s(int64=5))
            Format("%d %d", [1]) => Str(1 %!d(MISSING))
            Format("%d", [1, 2]) => Str(1%!(EXTRA int64=2))
            Format("100%%", []) => Str(100%)
            Format("%e %g %G", [12345.678, 12345678.9, 0.00001]) => Str(1.234568e+04 1.23456789e+07 1E-05)
            Format("%+d % d %#x", [5, 5, 255]) => Str(+5  5 0xff)
            Format("%v", [attributes["missing"]]) => Str(<nil>)
            Format("%6.3v|%s", [1.5, true]) => Str(   1.5|%!s(bool=true))
            """#),
        Measured(
            "split", on: .strings,
            cache: [
                "v1": "5"
            ],
            #"""
            Split(attributes["csv"], ";") => Slice(["a","b","","d"])
            Split(attributes["csv"], ",") => Slice(["a;b;;d"])
            Split(attributes["e"], ",") => Slice([""])
            Split("größe", "") => Slice(["g","r","ö","ß","e"])
            Split(attributes["path"], "/")[2] => Str(dags)
            Split(attributes["path"], "/")[9] => error
            Split(attributes["missing"], "/") => error
            Split(cache["v1"], ",") => error
            Len(Split(attributes["csv"], ";")) => Int(4)
            Split("a--b", "--")[1] => Str(b)
            """#),
        Measured(
            "trim", on: .strings,
            cache: [
                "v1": "5",
                "v2": "nil",
            ],
            #"""
            Trim(attributes["s"]) => Str(padded)
            Trim("xxaxbxx", "x") => Str(axb)
            Trim("abcXcba", "abc") => Str(X)
            TrimPrefix(metric.name, "airflow.") => Str(ti.finish)
            TrimPrefix("aab", "a") => Str(ab)
            TrimSuffix(attributes["path"], ".py") => Str(/opt/dags/etl/daily)
            TrimSuffix("abc", "x") => Str(abc)
            Len(Trim("\ttab\n")) => Int(5)
            Trim(cache["v1"]) => error
            TrimPrefix(cache["v2"], "a") => error
            Trim(attributes["e"]) => Str()
            """#),
        Measured(
            "prefix-suffix-index", on: .strings,
            cache: [
                "v1": "5"
            ],
            #"""
            HasPrefix(metric.name, "airflow.") => Bool(true)
            HasPrefix("abc", "") => Bool(true)
            HasSuffix(metric.name, ".start") => Bool(false)
            HasSuffix(attributes["missing"], "x") => error
            Index("größe", "e") => Int(6)
            Index("abc", "z") => Int(-1)
            Index([1, 2, 3], 3) => Int(2)
            Index(["a", "b"], "z") => Int(-1)
            Index("a1", 1) => error
            Index([1, 2.0], 2) => Int(1)
            HasPrefix(cache["v1"], "5") => error
            """#),
        Measured(
            "hex-base64", on: .values,
            cache: [
                "v1": "\"abc\"",
                "v2": "\"nope\"",
                "v3": "5",
            ],
            #"""
            Hex("AB") => Str(4142)
            Hex(255) => Str(00000000000000ff)
            Hex(attributes["bytes"]) => Str(00ff6162)
            Hex(1.5) => Str(3ff8000000000000)
            Hex(true) => Str(01)
            Hex(nil) => Str()
            Base64Encode("??>>") => Str(Pz8+Pg==)
            Base64Encode("??>>", "base64-url") => Str(Pz8-Pg==)
            Base64Encode("hello", "base64-raw") => Str(aGVsbG8)
            Decode("aGVsbG8=", "base64") => Str(hello)
            Decode("aGVsbG8", "base64-raw") => Str(hello)
            Decode("!!", "base64") => error
            Decode(cache["v1"], cache["v2"]) => error
            Decode("abc", "us-ascii") => Str(abc)
            Hex("") => Str()
            Base64Encode(cache["v3"]) => error
            Decode("aGVsbG8_", "base64-url") => Str(hello?)
            """#),
        Measured(
            "named-arguments", on: .point,
            #"""
            Concat(delimiter="-", vals=["a", "b"]) => Str(a-b)
            Substring("abcdef", length=2, start=3) => Str(de)
            ParseKeyValue("a!1;b!2", pair_delimiter=";", delimiter="!") => Map({"a":"1","b":"2"})
            ParseKeyValue("a=1|b=2", pair_delimiter="|") => Map({"a":"1","b":"2"})
            Split(target = "x y" , delimiter = " ") => Slice(["x","y"])
            ParseKeyValue("a!1,b!2", "!", pairDelimiter=",") => Map({"a":"1","b":"2"})
            """#),
    ]
}
