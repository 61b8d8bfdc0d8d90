internal import Configuration
internal import MetricCore
internal import Patterns

extension AttributeAction {
    private enum Name {
        case insert, update, upsert, delete, hash, extract, convert
    }

    /// Reads the list of actions behind `key`; there must be one.
    static func list(_ key: String, in section: ConfigSection) -> [AttributeAction] {
        let actions = section.sections(key) { AttributeAction($0) }
        if actions.isEmpty, section.isList(key) || !section.isGiven(key) {
            section.fail(at: key, "at least one action is required")
        }
        return actions.compactMap(\.self)
    }

    /// Reads an action; one with faults need not be there.
    private init?(_ section: ConfigSection) {
        let name = section.choice(
            "action",
            named: [
                "insert": Name.insert, "update": .update, "upsert": .upsert, "delete": .delete, "hash": .hash,
                "extract": .extract, "convert": .convert,
            ])
        switch name {
        case .insert: self.init(setting: .isAbsent, section)
        case .update: self.init(setting: .isPresent, section)
        case .upsert: self.init(setting: .always, section)
        case .delete: self = .delete(KeyChoice(section))
        case .hash: self = .hash(KeyChoice(section))
        case .extract: self.init(extracting: section)
        case .convert: self.init(converting: section)
        case nil:
            // Which of these it may have can't be told.
            let keys = ["key", "value", "from_attribute", "from_context", "default_value", "pattern", "converted_type"]
            for key in keys { _ = section.any(key) }
            return nil
        }
    }

    private init?(setting condition: Condition, _ section: ConfigSection) {
        section.refuseInAction("pattern", "converted_type")
        let key = section.nonEmptyString("key")
        let value = section.attributeValue("value")
        let standard = section.attributeValue("default_value")
        let attribute = section.optionalString("from_attribute") ?? ""
        let field = section.optionalString("from_context") ?? ""
        if !attribute.isEmpty {
            if value != nil { section.fail(at: "from_attribute", "there is a 'value' as well; only one can count") }
            self = .set(key, .attribute(attribute, default: standard), condition)
        } else if !field.isEmpty {
            if value != nil { section.fail(at: "from_context", "there is a 'value' as well; only one can count") }
            self = .set(key, .request(RequestField(field), default: standard), condition)
        } else if let value = value ?? standard {
            self = .set(key, .value(value), condition)
        } else {
            let place = ["value", "from_attribute", "from_context"].first(where: section.isWritten)
            section.fail(
                at: place, "one of 'value', 'from_attribute', 'from_context' and 'default_value' is required")
            return nil
        }
        if !attribute.isEmpty, !field.isEmpty {
            section.fail(at: "from_context", "there is a 'from_attribute' as well; only one can count")
        }
    }

    private init?(extracting section: ConfigSection) {
        section.refuseInAction("value", "from_attribute", "from_context", "converted_type")
        section.ignoreInAction("default_value")
        let key = section.nonEmptyString("key")
        guard let pattern = section.required("pattern", as: Pattern.init) else { return nil }
        if pattern.groupCount == 0 || pattern.groupNames.dropFirst().contains(nil) {
            section.fail(at: "pattern", "needs groups that all have names, as in (?P<dag_id>\\w+); (?:...) is no group")
        }
        self = .extract(key, pattern)
    }

    private init?(converting section: ConfigSection) {
        section.refuseInAction("value", "from_attribute", "from_context", "pattern")
        section.ignoreInAction("default_value")
        let key = section.nonEmptyString("key")
        let conversion = section.choice(
            "converted_type", named: ["int": AttributeValue.Conversion.int, "double": .double, "string": .string])
        guard let conversion else { return nil }
        self = .convert(key, conversion)
    }
}

extension AttributeAction.KeyChoice {
    fileprivate init(_ section: ConfigSection) {
        section.refuseInAction("value", "from_attribute", "converted_type")
        section.ignoreInAction("from_context", "default_value")
        key = section.optionalString("key") ?? ""
        pattern = section.optional("pattern", as: Pattern.init)
        if key.isEmpty, section.optionalString("pattern") ?? "" == "" {
            section.fail("one of 'key' and 'pattern' is required")
        }
    }
}

extension ConfigSection {
    /// Refuses keys of other actions.
    fileprivate func refuseInAction(_ keys: String...) {
        for key in keys { refuse(key, because: "this action has no use for it: remove it") }
    }

    /// Takes keys of other actions that otelcol takes here too.
    fileprivate func ignoreInAction(_ keys: String...) {
        for key in keys where isWritten(key) {
            _ = any(key)
            warn(at: key, "this action has no use for it")
        }
    }
}
