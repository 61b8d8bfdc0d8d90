import CYAJL
import MetricCore

/// Reads JSON into values: the only place of the language that faces yajl.
///
/// yajl doesn't recurse; values may be nested so deep that what is made of them can be walked through.
final class JSONReader {
    private var stack: [Container] = []
    private var result: AttributeValue?
    private var isTooDeep = false

    private static let depthLimit = 100

    /// A list or map of which the end hasn't come yet.
    private struct Container {
        let isMap: Bool
        var keys: [String] = []
        var values: [AttributeValue] = []

        var value: AttributeValue {
            guard isMap else { return .array(values) }
            return .map(zip(keys, values).map { Attribute(key: $0, value: $1) }.withUniqueKeys)
        }
    }

    /// The value that a text is. All numbers become doubles; of equal keys the last counts.
    static func value(of text: String) throws(EvaluationError) -> AttributeValue {
        let reader = JSONReader()
        var callbacks = callbacks
        var text = text
        // The parser holds pointers to the callbacks and, unretained, to the object that they are called with, and
        // lends what it reads for the calls; it is freed before any of them goes.
        let isRead = text.withUTF8 { text in
            unsafe withUnsafePointer(to: &callbacks) { callbacks in
                let context = unsafe Unmanaged.passUnretained(reader).toOpaque()
                guard let parser = unsafe yajl_alloc(callbacks, nil, context) else { return false }
                defer { unsafe yajl_free(parser) }
                return unsafe yajl_parse(parser, text.baseAddress, text.count) == yajl_status_ok
                    && yajl_complete_parse(parser) == yajl_status_ok
            }
        }
        withExtendedLifetime(reader) {}
        guard !reader.isTooDeep else { throw .failed("JSON nested deeper than \(depthLimit) levels") }
        guard isRead, let result = reader.result else { throw .failed("not JSON") }
        return result
    }

    // MARK: - What is read

    private func add(_ value: AttributeValue) -> Bool {
        if stack.isEmpty { result = value } else { stack[stack.count - 1].values.append(value) }
        return true
    }

    private func open(isMap: Bool) -> Bool {
        isTooDeep = stack.count >= Self.depthLimit
        stack.append(Container(isMap: isMap))
        return !isTooDeep
    }

    private func close() -> Bool {
        stack.popLast().map { add($0.value) } ?? false
    }

    private func name(_ key: String) -> Bool {
        stack[stack.count - 1].keys.append(key)
        return true
    }

    // MARK: - What yajl calls

    private static var callbacks: yajl_callbacks {
        unsafe yajl_callbacks(
            yajl_null: { unsafe JSONReader.tell($0) { $0.add(.empty) } },
            yajl_boolean: { context, value in unsafe JSONReader.tell(context) { $0.add(.bool(value != 0)) } },
            yajl_integer: nil, yajl_double: nil,
            yajl_number: { context, text, count in
                let digits = unsafe JSONReader.text(UnsafeRawPointer(text), count)
                return unsafe JSONReader.tell(context) { $0.add(.double(Double(digits) ?? .nan)) }
            },
            yajl_string: { context, text, count in
                let string = unsafe JSONReader.text(UnsafeRawPointer(text), count)
                return unsafe JSONReader.tell(context) { $0.add(.string(string)) }
            },
            yajl_start_map: { unsafe JSONReader.tell($0) { $0.open(isMap: true) } },
            yajl_map_key: { context, text, count in
                let key = unsafe JSONReader.text(UnsafeRawPointer(text), count)
                return unsafe JSONReader.tell(context) { $0.name(key) }
            },
            yajl_end_map: { unsafe JSONReader.tell($0) { $0.close() } },
            yajl_start_array: { unsafe JSONReader.tell($0) { $0.open(isMap: false) } },
            yajl_end_array: { unsafe JSONReader.tell($0) { $0.close() } })
    }

    private static func text(_ start: UnsafeRawPointer?, _ count: Int) -> String {
        unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Hands an event on; 0 ends the reading.
    private static func tell(_ context: UnsafeMutableRawPointer?, _ event: (JSONReader) -> Bool) -> Int32 {
        guard let context = unsafe context else { return 0 }
        return event(unsafe Unmanaged<JSONReader>.fromOpaque(context).takeUnretainedValue()) ? 1 : 0
    }
}
