extension CountingScript {
    /// A script in which there is a difference still, with as few steps and points as were found by then.
    ///
    /// - Parameter name: The metric that the difference was in: often nothing else is needed.
    func shrunk<Subject: CountingSubject>(
        from type: Subject.Type, metric name: String, until deadline: ContinuousClock.Instant
    ) throws -> CountingScript {
        var shortest = self
        func keep(_ candidate: CountingScript) throws -> Bool {
            guard ContinuousClock.now < deadline, let difference = try candidate.difference(from: type) else {
                return false
            }
            shortest = candidate
            shortest.steps.removeLast(candidate.steps.count - difference.step - 1)
            return true
        }
        _ = try keep(self)
        _ = try keep(shortest.only(metric: name))
        // Ever smaller runs of steps are left out, then points.
        var size = shortest.steps.count / 2
        while size > 0 {
            var position = 0
            while position < shortest.steps.count {
                var candidate = shortest
                candidate.steps.removeSubrange(position..<min(position + size, candidate.steps.count))
                if try !keep(candidate) { position += size }
            }
            size /= 2
        }
        for step in shortest.steps.indices {
            for point in shortest.points(of: step).reversed() where step < shortest.steps.count {
                _ = try keep(shortest.without(point, of: step))
            }
        }
        return shortest
    }

    private func only(metric name: String) -> CountingScript {
        var script = self
        script.steps = steps.compactMap { step in
            guard case .push(var request) = step.action else { return step }
            for index in request.resources.indices {
                request.resources[index].points.removeAll { $0.metric.name != name }
            }
            request.resources.removeAll { $0.points.isEmpty }
            var step = step
            step.action = .push(request)
            return request.resources.isEmpty ? nil : step
        }
        return script
    }

    /// Where the points of a step are.
    private func points(of step: Int) -> [(resource: Int, point: Int)] {
        guard case .push(let request) = steps[step].action else { return [] }
        return request.resources.indices.flatMap { resource in
            request.resources[resource].points.indices.map { (resource, $0) }
        }
    }

    private func without(_ place: (resource: Int, point: Int), of step: Int) -> CountingScript {
        guard case .push(var request) = steps[step].action else { return self }
        request.resources[place.resource].points.remove(at: place.point)
        if request.resources[place.resource].points.isEmpty { request.resources.remove(at: place.resource) }
        var script = self
        script.steps[step].action = .push(request)
        return script
    }
}
