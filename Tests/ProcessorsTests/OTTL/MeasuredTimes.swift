extension Measured {
    /// Of times and durations.
    static let times: [Measured] = [
        Measured(
            "duration", on: .point,
            cache: [
                "v1": "5"
            ],
            #"""
            Hours(Duration("90m")) => Double(1.5)
            Minutes(Duration("1h30s")) => Double(60.5)
            Seconds(Duration("1.5s")) => Double(1.5)
            Milliseconds(Duration("1.5s")) => Int(1500)
            Microseconds(Duration("2ms")) => Int(2000)
            Nanoseconds(Duration("3us")) => Int(3000)
            Seconds(Duration("-1m")) => Double(-60)
            Seconds(Duration("5")) => error
            Seconds(Duration("1d")) => error
            Duration("1h") => error
            Seconds(time - start_time) => Double(60)
            Seconds(Duration(""))  => error
            Milliseconds(Duration("1999us")) => Int(1)
            Seconds(cache["v1"]) => error
            """#),
        Measured(
            "time-format", on: .point,
            cache: [
                "v1": "\"x\""
            ],
            #"""
            FormatTime(time, "%Y-%m-%dT%H:%M:%SZ") => Str(2025-10-09T08:54:20Z)
            FormatTime(start_time, "%d.%m.%y %I:%M %p") => Str(09.10.25 08:53 AM)
            FormatTime(time, "%A %a %B %b %j") => Str(Thursday Thu October Oct +00:00)
            FormatTime(Time("2025-01-02 03:04:05", "%F %T"), "%e %k %l") => Str( 2 +00:00:00 3)
            FormatTime(time, "%D %R %T %F") => Str(10/09/2025 08:54 08:54:20 2025-10-09)
            FormatTime(time, "%H%%") => Str(08%)
            FormatTime(cache["v1"], "%Y") => error
            FormatTime(Unix(0, 5), "%Y-%m-%d %H:%M:%S.%L") => Str(1970-01-01 00:00:00)
            FormatTime(time_unix_nano, "%Y") => error
            FormatTime(time, "%Z %z") => Str(UTC Z)
            """#),
        Measured(
            "time-parse", on: .point,
            cache: [
                "v1": "5"
            ],
            #"""
            UnixSeconds(Time("2025-10-09 08:54:20", "%Y-%m-%d %H:%M:%S")) => Int(1760000060)
            UnixNano(Time("2025-10-09T08:54:20.123456789Z", "%Y-%m-%dT%H:%M:%S.%LZ")) => Int(1760000060123456789)
            UnixMilli(Time("2025-10-09T08:54:20.5+02:00", "%Y-%m-%dT%H:%M:%S.%L%j")) => Int(1759992860500)
            UnixSeconds(Time("09/Oct/2025:08:54:20 +0200", "%d/%b/%Y:%H:%M:%S %z")) => Int(1759992860)
            UnixSeconds(Time("2025-10-09 08:54", "%Y-%m-%d %H:%M", "America/New_York")) => Int(1760014440)
            UnixSeconds(Time("Thu October 9 2025 3:04PM", "%a %B %e %Y %l:%M%p")) => Int(1760022240)
            UnixSeconds(Time("not a time", "%Y-%m-%d")) => error
            UnixSeconds(Time("", "%Y")) => error
            UnixSeconds(Time("1760000060", "%s")) => error
            UnixMicro(Time("2025-10-09", "%F")) => Int(1759968000000000)
            Time("2025-10-09", "%F") => error
            UnixSeconds(Time(cache["v1"], "%F")) => error
            """#),
        Measured(
            "time-parts", on: .point,
            cache: [
                "v1": "\"x\""
            ],
            #"""
            Year(time) => Int(2025)
            Month(time) => Int(10)
            Day(time) => Int(9)
            Hour(time) => Int(8)
            Minute(time) => Int(54)
            Second(time) => Int(20)
            Weekday(time) => Int(4)
            Hour(Time("2025-10-09 23:54:20 +0200", "%Y-%m-%d %H:%M:%S %z")) => Int(23)
            Weekday(Time("2025-10-12", "%F")) => Int(0)
            Hour(cache["v1"]) => error
            Day(Time("2025-02-28", "%F") + Duration("24h")) => Int(1)
            """#),
        Measured(
            "truncate-time", on: .point,
            #"""
            UnixSeconds(TruncateTime(time, Duration("1h"))) => Int(1759996800)
            UnixSeconds(TruncateTime(time, Duration("1m"))) => Int(1760000040)
            UnixSeconds(TruncateTime(time, Duration("7m"))) => Int(1759999860)
            UnixSeconds(TruncateTime(time, Duration("0s"))) => Int(1760000060)
            UnixSeconds(TruncateTime(time, Duration("-1s"))) => Int(1760000060)
            UnixSeconds(TruncateTime(time, Duration("168h"))) => Int(1759708800)
            """#),
    ]
}
