/// Windsock's version, as `--version` and the log tell it.
let version = "0.1.0"
