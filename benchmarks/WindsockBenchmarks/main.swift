internal import Glibc
internal import MetricCore

func readFile(_ path: String) -> [UInt8] {
    guard let file = unsafe fopen(path, "rb") else { fatalError("no file \(path)") }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = unsafe fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
}
func now() -> Double { var t = timespec(); unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return Double(t.tv_sec) * 1e9 + Double(t.tv_nsec) }
func run() throws {
let body = readFile(CommandLine.arguments[1])
var registry = Registry()
var batch = registry.makeBatch()
func decode() throws {
    unsafe try batch.scan(body.span.bytes)
    unsafe try registry.resolve(&batch, in: body.span.bytes)
}
try decode()
let points = batch.points.count
func measure(_ name: String, _ work: () throws -> Void) rethrows {
    let iterations = 200_000_000 / body.count / 4
    try work()
    let start = now()
    for _ in 0..<iterations { try work() }
    let elapsed = now() - start
    print(name, elapsed / Double(iterations) / Double(points), "ns/point", Double(body.count * iterations) / elapsed * 1000, "MB/s")
}
let arena = UnpackBaseline.Arena(capacity: 1 << 22)
try measure("scan") { unsafe try batch.scan(body.span.bytes) }
try measure("scan+resolve", decode)
measure("malloc") { UnpackBaseline.withMalloc(body) }
measure("arena") { UnpackBaseline.withArena(body, arena) }
}
try run()
