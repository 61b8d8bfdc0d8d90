extension Measured {
    /// Of what is written in texts.
    static let parsing: [Measured] = [
        Measured(
            "parse-csv", on: .point,
            #"""
            ParseCSV("1,two,3", "a,b,c") => Map({"a":"1","b":"two","c":"3"})
            ParseCSV("1;two", "a|b", delimiter=";", header_delimiter="|") => Map({"a":"1","b":"two"})
            ParseCSV("1,two", "a,b,c") => error
            ParseCSV("\"x, y\",z", "a,b") => Map({"a":"x, y","b":"z"})
            ParseCSV("x\"y,z", "a,b") => error
            ParseCSV("x\"y,z", "a,b", mode="lazyQuotes") => Map({"a":"x\"y","b":"z"})
            ParseCSV("\"x,z", "a,b", mode="ignoreQuotes") => Map({"a":"\"x","b":"z"})
            ParseCSV("1,2", "a,a") => Map({"a":"2"})
            ParseCSV("", "a") => error
            ParseCSV("1,2", "a;b", header_delimiter=";")["b"] => Str(2)
            """#),
        Measured(
            "parse-json", on: .point,
            #"""
            ParseJSON("{\"a\": 1, \"b\": 1.5, \"c\": \"x\", \"d\": null, \"e\": [1, \"y\"], \"f\": {\"g\": tru\#
            e}}") => Map({"a":1,"b":1.5,"c":"x","d":null,"e":[1,"y"],"f":{"g":true}})
            ParseJSON("[1, 2]") => Slice([1,2])
            ParseJSON("5") => error
            ParseJSON("\"s\"") => error
            ParseJSON("{\"a\": ") => error
            ParseJSON("") => error
            ParseJSON("{\"big\": 9007199254740993}")["big"] => Double(9007199254740992)
            ParseJSON("{\"a\": {\"b\": [10, 20]}}")["a"]["b"][1] => Double(20)
            ParseJSON("{\"a\": 1}")["zz"] => error
            ParseJSON("{\"a\": 1, \"a\": 2}") => Map({"a":2})
            ParseJSON("{} trailing") => error
            ParseJSON("{\"u\": \"\\u00e9\"}") => Map({"u":"é"})
            """#),
        Measured(
            "parse-severity", on: .point,
            #"""
            ParseSeverity("err", {"error": [{"equals": ["err", "fatal"]}], "info": [{"equals": ["ok"]}]}) => S\#
            tr(error)
            ParseSeverity(404, {"error": [{"range": {"min": 400, "max": 499}}], "info": [{"range": {"min": 200\#
            , "max": 299}}]}) => Str(error)
            ParseSeverity(503, {"error": [{"range": "5xx"}]}) => Str(error)
            ParseSeverity("none", {"error": [{"equals": ["err"]}]}) => error
            ParseSeverity(nil, {"error": [{"equals": ["err"]}]}) => error
            ParseSeverity("err", {"error": ["err"]}) => error
            """#),
        Measured(
            "url", on: .point,
            #"""
            URL("https://user:pw@airflow.example.com:8443/dags/etl.html?run=1#top") => Map({"url.domain":"airf\#
            low.example.com","url.extension":"html","url.fragment":"top","url.original":"https://user:pw@airfl\#
            ow.example.com:8443/dags/etl.html?run=1#top","url.password":"pw","url.path":"/dags/etl.html","url.\#
            port":8443,"url.query":"run=1","url.scheme":"https","url.user_info":"user:pw","url.username":"user"})
            URL("http://example.com") => Map({"url.domain":"example.com","url.original":"http://example.com","\#
            url.path":"","url.scheme":"http"})
            URL("/relative/file.tar.gz") => Map({"url.domain":"","url.extension":"gz","url.original":"/relativ\#
            e/file.tar.gz","url.path":"/relative/file.tar.gz","url.scheme":""})
            URL("http://[::1") => error
            URL("https://example.com:x/") => error
            URL("") => error
            """#),
        Measured(
            "luhn-cidr-community", on: .point,
            cache: [
                "v1": "\"10.0.0.1\"",
                "v2": "\"10.0.0.0\"",
            ],
            #"""
            IsValidLuhn("4539 1488 0343 6467") => Bool(true)
            IsValidLuhn("4539148803436467") => Bool(true)
            IsValidLuhn("79927398710") => Bool(false)
            IsValidLuhn(18) => Bool(true)
            IsValidLuhn("") => Bool(false)
            IsInCIDR("10.1.2.3", ["10.0.0.0/8", "192.168.0.0/16"]) => Bool(true)
            IsInCIDR("172.16.0.1", ["10.0.0.0/8"]) => Bool(false)
            IsInCIDR("fe80::1", ["fe80::/10"]) => Bool(true)
            IsInCIDR("nonsense", ["10.0.0.0/8"]) => Bool(false)
            IsInCIDR(cache["v1"], [cache["v2"]]) => error
            CommunityID("10.0.0.1", 12345, "10.0.0.2", 80) => Str(1:CpuULklTENbGdRpvp7gNcQd5ZqA=)
            CommunityID("10.0.0.2", 80, "10.0.0.1", 12345, "TCP") => Str(1:CpuULklTENbGdRpvp7gNcQd5ZqA=)
            CommunityID("10.0.0.1", 1, "10.0.0.2", 2, "UDP", 5) => Str(1:xvpuGDCxWR6314LY5m2Pm4md1D4=)
            CommunityID("x", 1, "10.0.0.2", 2) => error
            """#),
    ]
}
