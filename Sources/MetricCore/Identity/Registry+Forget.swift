extension Registry {
    /// What is to be done for ``forget(now:)`` to get on.
    public enum ForgettingStep: Equatable {
        /// Call again, after a moment in which others get at the registry.
        case again
        /// Tell all who may hold them that these series are gone, then call again: their ids come to name others.
        case tell([SeriesID])
        /// Nothing for now; call again in a minute or so.
        case done
    }

    /// Forgets what nobody has sent for ``RegistryOptions/seriesMemory``, a slice of less than a millisecond with each
    /// call.
    ///
    /// A round takes out of the tables what wasn't found for so long, from series up to resources. No request is given
    /// its ids any more. When the batches are done that were in flight then, nobody can make a new entry for such an id
    /// either: the holders are told, and the ids are free. A batch that takes its time holds up the round, which goes
    /// on with a later call.
    ///
    /// - Parameter now: Nanoseconds of the clock that batches' arrival times are read from.
    public mutating func forget(now: UInt64) -> ForgettingStep {
        switch forgetting.phase {
        case .idle:
            guard now > options.seriesMemory else { return .done }
            forgetting.phase = .sweeping(.series, slot: 0, foundBefore: Self.tick(now - options.seriesMemory))
        case .sweeping(let level, let slot, let tick):
            sweep(level, from: slot, foundBefore: tick)
        case .waiting:
            guard generations.areEarlierDone else { return .done }
            forgetting.phase = .freeing
        case .freeing:
            return freeSome()
        }
        return .again
    }

    /// How far a round has got.
    struct Forgetting {
        enum Phase {
            case idle
            case sweeping(Level, slot: Int, foundBefore: UInt32)
            /// For the batches that were in flight when the sweep ended.
            case waiting
            case freeing
        }

        /// Children before their parents: those that lose their last child go in the same round.
        enum Level: Int {
            case series, metrics, scopes, resourceSpellings, resources
        }

        var phase = Phase.idle
        // What was taken out of the tables and isn't free yet.
        var series: [UInt32] = []
        var metrics: [UInt32] = []
        var scopes: [UInt32] = []
        var resources: [UInt32] = []
        /// The series whose holders are being told.
        var told: [UInt32] = []

        /// How many slots are looked at at once.
        static let slotSlice = 4096
        /// How many ids of a level are freed at once.
        static let idSlice = 512
    }

    // MARK: - Taking out

    private mutating func sweep(_ level: Forgetting.Level, from slot: Int, foundBefore tick: UInt32) {
        var slot = slot
        let slotCount = sweep(level, from: &slot, foundBefore: tick)
        if slot < slotCount {
            forgetting.phase = .sweeping(level, slot: slot, foundBefore: tick)
        } else if let next = Forgetting.Level(rawValue: level.rawValue + 1) {
            forgetting.phase = .sweeping(next, slot: 0, foundBefore: tick)
        } else {
            generations.advance()
            forgetting.phase = .waiting
        }
    }

    /// - Returns: How many slots the level has.
    private mutating func sweep(
        _ level: Forgetting.Level, from slot: inout Int, foundBefore tick: UInt32
    ) -> Int {
        let count = Forgetting.slotSlice
        var gone: [UInt32] = []
        switch level {
        case .series:
            seriesTable.sweep(from: &slot, slots: count, foundBefore: tick, retired: &gone)
            for id in gone {
                metricTable.removeUse(of: series[Int(id)].rawValue)
                seriesBySignature.remove(Int(id), seriesSignatures[Int(id)])
            }
            forgetting.series += gone
            return seriesTable.slotCount
        case .metrics:
            metricTable.sweep(from: &slot, slots: count, foundBefore: tick, retired: &gone)
            for id in gone { scopeTable.removeUse(of: metrics[Int(id)].scope.rawValue) }
            forgetting.metrics += gone
            return metricTable.slotCount
        case .scopes:
            scopeTable.sweep(from: &slot, slots: count, foundBefore: tick, retired: &gone)
            for id in gone { resourceTable.removeUse(of: scopes[Int(id)].resource.rawValue) }
            forgetting.scopes += gone
            return scopeTable.slotCount
        case .resourceSpellings:
            let unused = resourceSpellings.sweep(from: &slot, slots: count, foundBefore: tick)
            for id in unused { resourceTable.removeUse(of: id.rawValue) }
            return resourceSpellings.slotCount
        case .resources:
            resourceTable.sweep(from: &slot, slots: count, foundBefore: tick, retired: &gone)
            forgetting.resources += gone
            return resourceTable.slotCount
        }
    }

    // MARK: - Freeing

    /// Children go before their parents, which they are described by.
    private mutating func freeSome() -> ForgettingStep {
        for id in forgetting.told { seriesTable.free(id) }
        forgetting.told = forgetting.series.removeSlice()
        guard forgetting.told.isEmpty else { return .tell(forgetting.told.map(SeriesID.init)) }
        for id in forgetting.metrics.removeSlice() {
            metrics[Int(id)].description = MetricDescription(name: "", shape: MetricShape(type: .empty))
            metricTable.free(id)
        }
        for id in forgetting.scopes.removeSlice() {
            scopes[Int(id)].description = ScopeDescription()
            scopeTable.free(id)
        }
        for id in forgetting.resources.removeSlice() {
            resources[Int(id)] = []
            resourceTable.free(id)
        }
        guard forgetting.metrics.isEmpty, forgetting.scopes.isEmpty, forgetting.resources.isEmpty else { return .again }
        seriesTable.shrink()
        seriesBySignature.giveBackMemory()
        metricTable.shrink()
        scopeTable.shrink()
        resourceTable.shrink()
        forgetting = Forgetting()
        return .done
    }
}

extension [UInt32] {
    /// Takes as many ids off the end as are worked off at once.
    fileprivate mutating func removeSlice() -> [UInt32] {
        let slice = Array(suffix(Registry.Forgetting.idSlice))
        removeLast(slice.count)
        return slice
    }
}
