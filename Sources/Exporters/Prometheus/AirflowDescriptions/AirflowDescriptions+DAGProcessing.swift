extension AirflowDescriptions {
    /// Reading the files that DAGs are written in.
    static let dagProcessing: KeyValuePairs = [
        "dag_processor_heartbeat": "Heartbeats that DAG processors made",
        "dagbag_size": "DAGs that were found in the last round over all DAG files",
        "dag_processing.import_errors": "Errors of importing DAG files in the last round over all of them",
        "dag_processing.total_parse_time": "Seconds that the last round over all DAG files took",
        "dag_processing.file_path_queue_size": "DAG files that wait to be parsed",
        "dag_processing.file_path_queue_update_count": "Times that DAG files were put into the queue for parsing",
        // Airflow 3 hands over a number of seconds where one of milliseconds is due.
        "dag_processing.last_duration[.*]":
            "Seconds that processing a DAG file took, even where the unit is said to be milliseconds",
        "dag_processing.last_run.seconds_ago[.*]": "Seconds since the DAG file was last parsed",
        "dag_processing.last_num_of_db_queries.*": "Database queries that the last parse of the DAG file made",
        "dag_processing.processes":
            "Processes that parse DAG files: a start adds 1, an end takes 1 away, each under an action of its own",
        "dag_processing.processor_timeouts": timeouts,
        "dag_file_processor_timeouts": timeouts,
        "dag_processing.manager_stalls": "Times that the manager of DAG parsing fell silent and was restarted",
        "dag_processing.other_callback_count": "Requests to run a DAG's callback, other than those about missed SLAs",
        "dag_processing.sla_callback_count": "Requests to run a DAG's callback about a missed SLA",
        "dag_processing.callback_only_count": "Processings of a DAG file that ran callbacks and parsed nothing",
        "dag_file_refresh_error": "DAG files that could not be loaded",
    ]

    private static let timeouts = "Processes parsing a DAG file that were killed for taking too long"
}
