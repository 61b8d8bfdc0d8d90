/// What stands beside the pipelines.
public protocol Extension: Component {
    /// Is told once all components have been started.
    func becameReady()
    /// Is told before the first component is stopped.
    func willStop()
}
