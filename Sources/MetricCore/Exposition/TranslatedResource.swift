/// A resource as a page shows it: worked out once for the series of it that a request brings.
public struct TranslatedResource: Sendable {
    /// The resource's attributes without those that name the writer, in key order.
    public let attributes: [Attribute]
    /// What its series have as `job` and `instance`.
    let identity: ServiceIdentity
    /// Attributes that its series have as well, in key order.
    public let seriesAttributes: [Attribute]
    /// What describes it, if it can be described.
    let target: TargetInfo?
    /// How many bytes of text it brings to the labels of each of its series.
    let labelByteCount: Int

    /// How many there may be: a series of a resource that brings more isn't shown.
    static let labelByteLimit = 16 << 10

    /// Translates a resource.
    ///
    /// - Parameter writer: Those attributes of the resource that name its writer. Where writers are added up, these
    ///   tell nothing of the sum, and are left out.
    public init(_ attributes: [Attribute], writer: [Attribute], _ options: PageOptions) {
        self.attributes = attributes
        let shown = writer.filter { options.counting.writers != .merge || !options.writerAttributes.contains($0.key) }
        let all = (attributes + shown).inKeyOrder()
        identity = ServiceIdentity(all)
        seriesAttributes = all.chosen(by: options.resourceLabels)
        target = TargetInfo(all, identity, options.labelRule)
        let texts = [identity.job, identity.instance].compactMap { $0 } + seriesAttributes.map(\.value.text)
        labelByteCount = texts.reduce(0) { $0 + $1.utf8.count } + seriesAttributes.reduce(0) { $0 + $1.key.utf8.count }
    }
}

/// What Prometheus calls job and instance.
struct ServiceIdentity {
    let job: String?
    let instance: String?

    init(_ resource: [Attribute]) {
        let name = resource.value(of: "service.name")?.text
        if let namespace = resource.value(of: "service.namespace")?.text, let name {
            job = "\(namespace)/\(name)"
        } else {
            job = name
        }
        instance = resource.value(of: "service.instance.id")?.text
    }

    static let keys = ["service.name", "service.namespace", "service.instance.id"]
}

/// The series that describes a resource.
struct TargetInfo: Sendable {
    /// What it says of itself.
    static let help = "Target metadata"

    /// The values of `job` and `instance`.
    let key: [String]
    /// Its labels.
    let labels: LabelText

    /// A resource is described if it has a job and an instance to be found by.
    fileprivate init?(_ resource: [Attribute], _ identity: ServiceIdentity, _ rule: LabelRule) {
        guard let job = identity.job, !job.isEmpty, let instance = identity.instance, !instance.isEmpty else {
            return nil
        }
        let others = resource.filter { !ServiceIdentity.keys.contains($0.key) }
        // A resource that can't be labels has no target_info; its series are shown all the same.
        guard var labels = try? LabelSet(others, rule: rule) else { return nil }
        labels[.job] = job
        labels[.instance] = instance
        self.labels = labels.text
        key = [job, instance]
    }
}

extension [Attribute] {
    fileprivate func chosen(by choice: PageOptions.ResourceLabels) -> [Attribute] {
        switch choice {
        case .none: []
        case .all(let excludingService): excludingService ? filter { !ServiceIdentity.keys.contains($0.key) } : self
        case .matching(let included, let excluded):
            filter { attribute in
                let isIncluded = included.isEmpty || included.contains { $0.matches(attribute.key) }
                return isIncluded && !excluded.contains { $0.matches(attribute.key) }
            }
        }
    }
}
