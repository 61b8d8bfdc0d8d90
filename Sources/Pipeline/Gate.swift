/// A processor that lets requests through or refuses them, whatever is in them.
public protocol Gate: Component {
    /// Lets a request through. It is asked before anything of the request is applied; several threads ask at once.
    ///
    /// - Throws: ``Refusal``; the receiver tells the sender.
    func admit() throws(Refusal)
}

/// The settings of a gate, which know how to make it.
public protocol GateSettings: Sendable {
    /// Makes the gate of one pipeline.
    func makeGate(_ context: ComponentContext) -> any Gate
}
