/// How the values of several points become one.
enum AggregationType: String, CaseIterable {
    case sum, mean, min, max, median, count
}
