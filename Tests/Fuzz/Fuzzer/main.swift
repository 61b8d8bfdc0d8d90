// libFuzzer, whose arguments these are, on the target that WINDSOCK_FUZZ names; without it, prints which there are.
import FuzzTargets
import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ argumentCount: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ run: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

private let target: FuzzTarget = {
    guard let name = unsafe getenv("WINDSOCK_FUZZ").map({ unsafe String(cString: $0) }) else {
        for target in FuzzTarget.all { print(target.name) }
        exit(0)
    }
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
        print("WINDSOCK_FUZZ names no target: \(name)")
        exit(2)
    }
    return target
}()

_ = target
private var argumentCount = CommandLine.argc
private var arguments = unsafe CommandLine.unsafeArgv
exit(
    unsafe runDriver(&argumentCount, &arguments) { bytes, count in
        // The bytes are lent for the call.
        let bytes = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
        if let fault = target.fault(unsafe bytes.bytes) { fatalError(fault) }
        return 0
    })
