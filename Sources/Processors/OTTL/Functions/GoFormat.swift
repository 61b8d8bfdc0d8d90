/// `fmt.Sprintf` placeholder
enum GoFormat { static func text(_ f: String, _ v: [OTTLValue]) -> String { f } }
