import Configuration
import Testing

/// What is told of what is wrong in a section.
struct ConfigSectionFaultTests {
    @Test func `reports a required setting that isn't written, at its section`() throws {
        let reading = try Reading("\nouter: {y: 1}") { section in
            section.section("outer") { section in
                _ = section.optionalInt("y", in: 0...1)
                _ = section.string("x")
                _ = section.endpoint("z")
            }
        }
        #expect(
            reading.faults == [
                "2:8: nop::outer::x: is required and isn't written",
                "2:8: nop::outer::z: is required and isn't written",
            ])
    }

    @Test func `reports a required setting that is empty, where it is`() throws {
        let reading = try Reading("outer:\n  x: ~\n  y:\n") { section in
            section.section("outer") { section in
                _ = section.string("x")
                _ = section.endpoint("y")
            }
        }
        #expect(
            reading.faults == [
                "2:3: nop::outer::x: is required and is empty here",
                "3:3: nop::outer::y: is required and is empty here",
            ])
    }

    @Test(arguments: [
        ("x: 0123", "1:4: nop::x: expected text, which needs quotes here, found the number 0123"),
        ("x: 1e3", "1:4: nop::x: expected text, which needs quotes here, found the number 1e3"),
        (
            "x: 1\(String(repeating: "0", count: 40))",
            "1:4: nop::x: expected text, which needs quotes here, found the number 1e+40"
        ),
    ]) func `shows a number as it was written`(yaml: String, fault: String) throws {
        #expect(try Reading(yaml) { $0.optionalString("x") }.faults == [fault])
    }

    @Test(arguments: [
        ("inner:endpoint", "found the text \"inner:endpoint\""),
        (
            "endpoint:0.0.0.0:4318",
            "found the text \"endpoint:0.0.0.0:4318\"; a blank is missing behind the colon of endpoint:"
        ),
        ("[endpoint]", "found a list"),
    ]) func `says of a section that is no map only that, and whether a blank is missing`(yaml: String, found: String)
        throws
    {
        let reading = try Reading("x: \(yaml)") { section in
            section.section("x") { section in
                _ = section.endpoint("endpoint")
                section.fail("must have something")
            }
        }
        #expect(reading.faults == ["1:4: nop::x: expected a map of settings, \(found)"])
    }

    @Test func `tells where misplaced keys belong`() throws {
        let reading = try Reading("http: {}\nhtpp: {}") { section in
            _ = section.any("protocols")
            section.misplaced(["http": "protocols"])
        }
        #expect(
            reading.faults == [
                "1:1: nop::http: unknown key; it belongs under nop::protocols",
                "2:1: nop::htpp: unknown key (known keys: protocols)",
            ])
    }

    @Test func `never shows a secret in a message`() throws {
        let reading = try Reading("x: 12345\ny: {key: [hidden]}") { section in
            _ = section.secret("x")
            _ = section.stringMap("y", secret: true)
        }
        #expect(
            reading.faults == [
                "1:4: nop::x: expected text, which needs quotes here", "2:10: nop::y::key: expected text",
            ])
    }

    @Test func `reports every key that nobody asked for`() throws {
        let reading = try Reading("endpont: x\nwhatever: 5\nEndpoint: y") { section in
            _ = section.optionalString("endpoint")
            _ = section.optionalString("namespace")
        }
        #expect(
            reading.faults == [
                "1:1: nop::endpont: unknown key; did you mean endpoint? (known keys: endpoint, namespace)",
                "2:1: nop::whatever: unknown key (known keys: endpoint, namespace)",
                "3:1: nop::Endpoint: unknown key; did you mean endpoint? (known keys: endpoint, namespace)",
            ])
    }

    @Test func `refuses settings of otelcol that Windsock lacks, and suggests none of them`() throws {
        let reading = try Reading("tls: {insecure: true}\ntsl: 1\nold: 1") { section in
            section.refuse("tls", "auth")
            section.refuse("old", because: "was removed")
            return section.location(of: "tls")
        }
        #expect(
            reading.faults == [
                "1:1: nop::tls: is a setting of otelcol that Windsock does not have yet: remove it",
                "2:1: nop::tsl: unknown key (known keys: none)",
                "3:1: nop::old: was removed",
            ])
        #expect(reading.settings.description == "test.yaml:1:6")
    }

    @Test func `warns, and makes what is left out a fault if strict`() throws {
        func read(_ section: ConfigSection) {
            _ = section.any("old")
            _ = section.any("grpc")
            section.warn(at: "old", "is deprecated")
            section.leaveOut("grpc", "is not served yet")
        }
        let lenient = try Reading("old: 1\ngrpc:", read)
        #expect(lenient.warnings == ["1:6: nop::old: is deprecated", "2:1: nop::grpc: is not served yet"])
        #expect(lenient.faults.isEmpty)
        let strict = try Reading("old: 1\ngrpc:", strict: true, read)
        #expect(strict.warnings == ["1:6: nop::old: is deprecated"])
        #expect(strict.faults == ["2:1: nop::grpc: is not served yet"])
    }
}
