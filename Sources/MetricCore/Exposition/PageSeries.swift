/// One series of a page: the ready-made bytes around its value, which is in the cell of the same index.
struct PageSeries {
    /// Changes whenever the series enters the page, leaves it, or is shown under another name or type; it is never used
    /// twice, and only grows.
    var version: UInt64 = 0
    /// What it is found by; nil for a `target_info`.
    let signature: Signature?
    /// Its labels.
    var labels: LabelText
    // Half as wide as what they are used as: there are many series.
    private var familyIndex: Int32 = -1
    private var targetIndex: Int32 = -1
    /// Its type; where its family has another, it isn't shown.
    var type: PageType

    init(_ type: PageType, labels: LabelText, _ signature: Signature?) {
        self.type = type
        self.labels = labels
        self.signature = signature
    }

    /// Index of its family; -1 if the series has left the page.
    var family: Int {
        get { Int(familyIndex) }
        set { familyIndex = Int32(newValue) }
    }

    /// Index of its `target_info`; -1 if it has none.
    var target: Int {
        get { Int(targetIndex) }
        set { targetIndex = Int32(newValue) }
    }

    /// Whether it is a `target_info`.
    var isTarget: Bool { signature == nil }
}
