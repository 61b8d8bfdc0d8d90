extension AirflowDescriptions {
    /// The API server, tests of connections and OpenLineage.
    static let apiServerAndOthers: KeyValuePairs = [
        "api_server.dag_bag.cache_hit": "Look-ups of DAGs that the API server's cache could answer",
        "api_server.dag_bag.cache_miss": "Look-ups of DAGs that the API server's cache could not answer",
        "api_server.dag_bag.cache_clear": "Times that the API server's cache of DAGs was emptied",
        "api_server.dag_bag.cache_size": "DAG versions in the API server's cache",
        "connection_test.success": "Tests of connections that succeeded",
        "connection_test.failed": "Tests of connections that failed or took too long",
        "connection_test.reaped": "Tests of connections that the scheduler gave up, by the state that they were in",
        "connection_test.active": "Tests of connections that an executor has been given and that have not ended",
        "connection_test.pending": "Tests of connections that wait to be given to an executor",
        "ol.emit.failed": "OpenLineage events that could not be sent",
        "ol.event.size[.*.*]": "Size of the last OpenLineage event in bytes",
    ]

    /// Times of what belongs to no other table.
    static let otherTimes: KeyValuePairs = [
        "connection_test.dispatch_duration": "Time to give waiting tests of connections to executors",
        "connection_test.hook_duration": "Time that a connection's hook took for its test",
        "ol.emit.attempts[.*.*]": "Time of an attempt to send an OpenLineage event",
        "ol.extract[.*.*]": "Time to collect what an OpenLineage event says of a task",
        "serde.load_serializers": "Time in which a process loaded the serializers",
        "airflow.io.load_filesystems": "Time in which a process loaded the file systems of the providers",
    ]
}
