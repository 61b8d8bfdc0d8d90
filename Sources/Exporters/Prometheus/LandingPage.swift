internal import HTTPServer

/// What a browser is shown that comes without a path: where the metrics are.
enum LandingPage {
    /// The answer. The link is relative, for proxies that put a path in front.
    static let response = PreparedResponse(
        status: 200, contentType: "text/html; charset=utf-8",
        body: Array(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Windsock</title>
            </head>
            <body>
            <h1>Windsock</h1>
            <p>The <a href="metrics">metrics</a> of Apache Airflow, for Prometheus to scrape.</p>
            </body>
            </html>

            """.utf8))
}
