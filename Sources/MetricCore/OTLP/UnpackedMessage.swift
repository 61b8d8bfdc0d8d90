internal import CMessages
internal import CProtobufC

// The Swift face of libprotobuf-c: what names things, decoded the first time that it is seen. Only this file knows it.
//
// Pointers in unpacked messages are safe to follow until the message is freed: libprotobuf-c has set each of them, and
// each count, from bytes that `IdentityMessage.check` found well-formed, so nesting is bounded and nothing is missing.

/// A message that libprotobuf-c has unpacked, freed when this goes away.
@safe
private struct UnpackedMessage<Message>: ~Copyable {
    private let message: UnsafeMutablePointer<Message>

    /// protoc-c's function for the message.
    typealias Unpack = (UnsafeMutablePointer<ProtobufCAllocator>?, Int, UnsafePointer<UInt8>?) ->
        UnsafeMutablePointer<Message>?

    /// Unpacks a message after checking it.
    ///
    /// - Throws: ``WireError`` for malformed bytes.
    init(_ bytes: RawSpan, as kind: IdentityMessage, _ unpack: Unpack) throws(WireError) {
        var reader = WireReader(bytes)
        try kind.check(&reader)
        let unpacked: UnsafeMutablePointer<Message>?
        if reader.sawOddity {
            let copy = try kind.copyWithoutOddities(bytes, in: 0..<bytes.byteCount)
            unsafe unpacked = copy.withUnsafeBufferPointer { unsafe unpack(nil, $0.count, $0.baseAddress) }
        } else {
            unsafe unpacked = bytes.withUnsafeBytes {
                unsafe unpack(nil, $0.count, $0.baseAddress?.assumingMemoryBound(to: UInt8.self))
            }
        }
        guard let unpacked = unsafe unpacked else { throw .notUnpacked(at: 0) }
        unsafe message = unpacked
    }

    deinit {
        // Every message begins with a ProtobufCMessage.
        unsafe protobuf_c_message_free_unpacked(
            UnsafeMutableRawPointer(message).assumingMemoryBound(to: ProtobufCMessage.self), nil)
    }

    func read<Result>(_ body: (Message) -> Result) -> Result {
        unsafe body(message.pointee)
    }
}

private typealias KeyValues = UnsafeMutablePointer<UnsafeMutablePointer<Opentelemetry__Proto__Common__V1__KeyValue>?>?

extension IdentityMessage {
    /// The attributes of a resource, a data point or an exemplar, in the order sent.
    ///
    /// - Throws: ``WireError`` for malformed bytes.
    func attributes(_ bytes: RawSpan) throws(WireError) -> [Attribute] {
        switch self {
        case .resource:
            unsafe try UnpackedMessage(
                bytes, as: self, opentelemetry__proto__resource__v1__resource__unpack
            ).read { unsafe [Attribute]($0.attributes, count: $0.n_attributes) }
        case .numberDataPoint:
            unsafe try UnpackedMessage(
                bytes, as: self, opentelemetry__proto__metrics__v1__number_data_point__unpack
            ).read { unsafe [Attribute]($0.attributes, count: $0.n_attributes) }
        case .histogramDataPoint:
            unsafe try UnpackedMessage(
                bytes, as: self, opentelemetry__proto__metrics__v1__histogram_data_point__unpack
            ).read { unsafe [Attribute]($0.attributes, count: $0.n_attributes) }
        case .exponentialHistogramDataPoint:
            unsafe try UnpackedMessage(
                bytes, as: self, opentelemetry__proto__metrics__v1__exponential_histogram_data_point__unpack
            ).read { unsafe [Attribute]($0.attributes, count: $0.n_attributes) }
        case .metricHeader:
            unsafe try UnpackedMessage(
                bytes, as: self, opentelemetry__proto__metrics__v1__metric__unpack
            ).read { unsafe [Attribute]($0.metadata, count: $0.n_metadata) }
        default: preconditionFailure("\(self) has no attributes of its own")
        }
    }
}

extension ScopeDescription {
    /// Reads an `InstrumentationScope` message; attributes stay in the order sent.
    ///
    /// - Throws: ``WireError`` for malformed bytes.
    init(_ bytes: RawSpan, schemaURL: String) throws(WireError) {
        self = unsafe try UnpackedMessage(
            bytes, as: .scope, opentelemetry__proto__common__v1__instrumentation_scope__unpack
        ).read {
            unsafe ScopeDescription(
                name: String(repairing: $0.name), version: String(repairing: $0.version), schemaURL: schemaURL,
                attributes: [Attribute]($0.attributes, count: $0.n_attributes),
                droppedAttributesCount: $0.dropped_attributes_count)
        }
    }
}

extension MetricDescription {
    /// Reads name, description and unit of a `Metric` message.
    ///
    /// - Throws: ``WireError`` for malformed bytes.
    init(_ bytes: RawSpan, shape: MetricShape) throws(WireError) {
        self = unsafe try UnpackedMessage(
            bytes, as: .metricHeader, opentelemetry__proto__metrics__v1__metric__unpack
        ).read {
            unsafe MetricDescription(
                name: String(repairing: $0.name), description: String(repairing: $0.description),
                unit: String(repairing: $0.unit), shape: shape)
        }
    }
}

extension ResourceContents {
    /// Reads a `Resource` message.
    ///
    /// - Throws: ``WireError`` for malformed bytes.
    init(_ bytes: RawSpan) throws(WireError) {
        self = unsafe try UnpackedMessage(
            bytes, as: .resource, opentelemetry__proto__resource__v1__resource__unpack
        ).read { resource in
            unsafe ResourceContents(
                attributes: [Attribute](resource.attributes, count: resource.n_attributes),
                entityReferences: (0..<resource.n_entity_refs).compactMap { index in
                    guard let reference = unsafe resource.entity_refs?[index] else { return nil }
                    return unsafe EntityReference(reference.pointee)
                }, droppedAttributesCount: resource.dropped_attributes_count)
        }
    }
}

extension EntityReference {
    fileprivate init(_ reference: Opentelemetry__Proto__Common__V1__EntityRef) {
        unsafe self.init(
            type: String(repairing: reference.type), schemaURL: String(repairing: reference.schema_url),
            identifyingKeys: UnsafeBufferPointer(start: reference.id_keys, count: reference.n_id_keys)
                .map(String.init(repairing:)),
            descriptiveKeys: UnsafeBufferPointer(start: reference.description_keys, count: reference.n_description_keys)
                .map(String.init(repairing:)))
    }
}

extension Exemplar {
    /// Reads an `Exemplar` message.
    ///
    /// - Throws: ``WireError`` for malformed bytes.
    init(_ bytes: RawSpan) throws(WireError) {
        self = unsafe try UnpackedMessage(
            bytes, as: .exemplar, opentelemetry__proto__metrics__v1__exemplar__unpack
        ).read {
            unsafe Exemplar(
                traceID: [UInt8]($0.trace_id), spanID: [UInt8]($0.span_id), time: $0.time_unix_nano,
                value: NumberValue($0),
                filteredAttributes: [Attribute]($0.filtered_attributes, count: $0.n_filtered_attributes))
        }
    }
}

extension NumberValue {
    fileprivate init(_ exemplar: Opentelemetry__Proto__Metrics__V1__Exemplar) {
        switch unsafe exemplar.value_case {
        case OPENTELEMETRY__PROTO__METRICS__V1__EXEMPLAR__VALUE_AS_DOUBLE: self = unsafe .double(exemplar.as_double)
        case OPENTELEMETRY__PROTO__METRICS__V1__EXEMPLAR__VALUE_AS_INT: self = unsafe .int(exemplar.as_int)
        default: self = .none
        }
    }
}

// MARK: - Values

extension [Attribute] {
    fileprivate init(_ list: KeyValues, count: Int) {
        self = (0..<count).compactMap { index in
            guard let keyValue = unsafe list?[index] else { return nil }
            return unsafe Attribute(
                key: String(repairing: keyValue.pointee.key), value: AttributeValue(keyValue.pointee.value))
        }
    }
}

extension AttributeValue {
    fileprivate init(_ pointer: UnsafeMutablePointer<Opentelemetry__Proto__Common__V1__AnyValue>?) {
        guard let value = unsafe pointer?.pointee else {
            self = .empty
            return
        }
        switch unsafe value.value_case {
        case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_STRING_VALUE:
            self = unsafe .string(String(repairing: value.string_value))
        case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_BOOL_VALUE:
            self = unsafe .bool(value.bool_value != 0)
        case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_INT_VALUE:
            self = unsafe .int(value.int_value)
        case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_DOUBLE_VALUE:
            self = unsafe .double(value.double_value)
        case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_BYTES_VALUE:
            self = unsafe .bytes([UInt8](value.bytes_value))
        case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_ARRAY_VALUE:
            let array = unsafe value.array_value?.pointee
            self = unsafe .array((0..<(array?.n_values ?? 0)).map { unsafe AttributeValue(array?.values[$0]) })
        case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_KVLIST_VALUE:
            let list = unsafe value.kvlist_value?.pointee
            self = unsafe .map([Attribute](list?.values, count: list?.n_values ?? 0))
        default: self = .empty
        }
    }
}

extension String {
    /// The bytes as text, each bad sequence of UTF-8 as U+FFFD.
    fileprivate init(repairing data: ProtobufCBinaryData) {
        unsafe self.init(decoding: UnsafeBufferPointer(start: data.data, count: data.len), as: UTF8.self)
    }
}

extension [UInt8] {
    fileprivate init(_ data: ProtobufCBinaryData) {
        unsafe self.init(UnsafeBufferPointer(start: data.data, count: data.len))
    }
}
