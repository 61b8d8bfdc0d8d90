/// Compares labels by the page's order: fewer first, then by their values in the order of the names, then by the names.
enum LabelOrder {
    static func compare(_ left: LabelText, _ right: LabelText) -> Int {
        if left == right { return 0 }
        var leftLabels = LabelReader(left)
        var rightLabels = LabelReader(right)
        var order = 0
        while true {
            switch (leftLabels.nextRanges(), rightLabels.nextRanges()) {
            case (nil, nil):
                if order != 0 { return order }
                return left.bytes.lexicographicallyPrecedes(right.bytes) ? -1 : 1
            case (nil, _): return -1
            case (_, nil): return 1
            case (let leftLabel?, let rightLabel?) where order == 0:
                // The order of the values counts only if there are equally many, which isn't known yet.
                let leftValue = left.bytes[leftLabel.value]
                let rightValue = right.bytes[rightLabel.value]
                if leftValue.lexicographicallyPrecedes(rightValue) {
                    order = -1
                } else if rightValue.lexicographicallyPrecedes(leftValue) {
                    order = 1
                }
            default: break
            }
        }
    }
}
