extension TimeLayout {
    /// A time in this layout, in its own zone.
    func text(of time: OTTLTime) -> String {
        let calendar = CalendarTime(time)
        return elements.map { Self.text(of: $0, calendar, time.zone) }.joined()
    }

    private static func text(of element: Element, _ time: CalendarTime, _ zone: ZoneOffset?) -> String {
        switch element {
        case .literal(let text): text
        case .year: time.year.padded(to: 4)
        case .yearOfCentury: (time.year % 100).padded(to: 2)
        case .month: time.month.padded(to: 2)
        case .monthUnpadded: String(time.month)
        case .monthName: months[Int(time.month) - 1]
        case .monthAbbreviation: String(months[Int(time.month) - 1].prefix(3))
        case .day: time.day.padded(to: 2)
        case .dayAfterSpace: time.day.padded(to: 2, with: " ")
        case .dayUnpadded: String(time.day)
        case .weekdayName: weekdays[Int(time.weekday)]
        case .weekdayAbbreviation: String(weekdays[Int(time.weekday)].prefix(3))
        case .hour: time.hour.padded(to: 2)
        case .hourOfHalfDay: ((time.hour + 11) % 12 + 1).padded(to: 2)
        case .hourOfHalfDayUnpadded: String((time.hour + 11) % 12 + 1)
        case .halfDay: time.hour < 12 ? "AM" : "PM"
        case .halfDaySmall: time.hour < 12 ? "am" : "pm"
        case .minute: time.minute.padded(to: 2)
        case .second: time.second.padded(to: 2)
        case .fraction(let separator, let digits): fraction(time.nanosecond, separator, digits)
        case .zoneName: zone?.name ?? "UTC"
        case .offset(let style): offset(zone?.seconds ?? 0, style)
        }
    }

    private static func fraction(_ nanosecond: Int64, _ separator: Character, _ count: Int) -> String {
        var digits = String(nanosecond.padded(to: 9).prefix(count))
        while digits.last == "0" { digits.removeLast() }
        return digits.isEmpty ? "" : "\(separator)\(digits)"
    }

    private static func offset(_ seconds: Int64, _ style: OffsetStyle) -> String {
        if seconds == 0, style == .zOrMinutes || style == .zOrMinutesWithColon { return "Z" }
        let magnitude = Int64(seconds.magnitude)
        let hours = (seconds < 0 ? "-" : "+") + (magnitude / 3600).padded(to: 2)
        let minutes = (magnitude / 60 % 60).padded(to: 2)
        let rest = (magnitude % 60).padded(to: 2)
        return switch style {
        case .hours: hours
        case .zOrMinutes: hours + minutes
        case .zOrMinutesWithColon, .minutesWithColon: "\(hours):\(minutes)"
        case .seconds: hours + minutes + rest
        case .secondsWithColon: "\(hours):\(minutes):\(rest)"
        }
    }
}
