extension AirflowDescriptions {
    /// What starts DAG runs and wakes task instances: assets, once called datasets, deadlines and triggers.
    static let assetsAndTriggers: KeyValuePairs = [
        "asset.updates": "Changes of assets that were made known",
        "asset.orphaned": "Assets that the scheduler's last check found in no DAG any more",
        "asset.triggered_dagruns": "DAG runs that changes of assets brought about",
        "dataset.updates": "Changes of datasets that were made known",
        "dataset.orphaned": "Datasets that the scheduler's last check found in no DAG any more",
        "dataset.triggered_dagruns": "DAG runs that changes of datasets brought about",
        "deadline_alerts.deadline_created": "Deadlines that were set for DAG runs",
        "deadline_alerts.deadline_missed": "Deadlines that passed before the DAG run had ended",
        "deadline_alerts.deadline_not_missed": "Deadlines that DAG runs kept",
        "deadline_alerts.callback_success": "Callbacks about missed deadlines that succeeded",
        "deadline_alerts.callback_failed": "Callbacks about missed deadlines that failed",
        "triggerer_heartbeat": "Heartbeats that triggerers made",
        "triggerer.capacity_left[.*]": "Triggers that the triggerer could run beside those that it has",
        "triggers.running[.*]": "Triggers that the triggerer is running",
        "triggers.succeeded": "Events that triggers fired, and that were passed on to what waits for them",
        "triggers.failed": "Triggers that failed or ended before they fired an event",
        "triggers.blocked_main_thread": "Times that triggers held up their triggerer's event loop for too long",
    ]
}
