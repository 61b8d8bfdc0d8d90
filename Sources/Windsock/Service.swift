import Configuration
import Glibc
import Logging
import Pipeline

/// A running service, from the first port that it takes to the last that it gives back.
struct Service {
    private let graph: Graph
    private let logger: Logger

    init(_ config: ServiceConfig, logger: Logger) {
        graph = Graph(config, logger: logger)
        self.logger = logger
    }

    /// Starts everything, serves until a signal comes, and stops everything.
    ///
    /// - Returns: The exit status: 1 if something could not be started.
    func run(until signals: TerminationSignals) async -> Int32 {
        logger.info(
            "Starting windsock...", ["Version": .string(windsockVersion), "NumCPU": .int(Int64(processorCount))])
        var started: [Graph.Node] = []
        for node in graph.nodes {
            do throws(StartError) {
                try node.component.start()
                started.append(node)
            } catch {
                stop(started)
                writeError("\(error.location): \(node.path): \(error.message)\nError: cannot start \(node.path)\n")
                return 1
            }
        }
        for each in graph.extensions { each.becameReady() }
        logger.info("Everything is ready. Begin running and processing data.")
        releaseStartupPages()

        let signal = await withTaskGroup { group in
            for node in started { group.addTask { await node.component.run() } }
            group.addTask { [upkeep = graph.upkeep] in await upkeep.run() }
            group.addTask { await MemoryUpkeep().run() }
            let signal = await signals.first
            group.cancelAll()
            return signal
        }

        logger.info("Received signal from OS", ["signal": .string(signal)])
        logger.info("Starting shutdown...")
        for each in graph.extensions { each.willStop() }
        stop(started)
        logger.info("Shutdown complete.")
        return 0
    }

    /// Stops in the opposite order: no more data comes in before those who take it go.
    private func stop(_ nodes: [Graph.Node]) {
        for node in nodes.reversed() { node.component.stop() }
    }

    private var processorCount: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }
}
