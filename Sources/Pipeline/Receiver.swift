/// Takes requests from outside and hands them to its ``MetricsIntake``.
public protocol Receiver: Component {}
