/// Windsock's version, as `--version` and the log tell it.
public let windsockVersion = "0.1.0"
