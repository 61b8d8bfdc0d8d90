-- What wrk sends: see generator.py, which writes the table that the first argument leads to.
--
--     path, content_type, encoding, closes   of each request
--     bodies      paths of the bodies, which are sent one after the other; or
--     body        the path of one body, which is filled in anew for each request:
--     values, times, starts, instances       the offsets of what is filled in
--     number      of the request before the first
--     begin       nanoseconds since 1970: each request is a microsecond later than the one before
--     pause       milliseconds between an answer and the next request of a connection, on average; 0 for none

local ffi = require "ffi"

local plan
sent_count = 0
local threads = {}

local function read(path)
    local file = assert(io.open(path, "rb"))
    local content = file:read("*a")
    file:close()
    return content
end

local function message(body)
    local headers = { ["Content-Type"] = plan.content_type }
    if plan.encoding ~= "identity" then headers["Content-Encoding"] = plan.encoding end
    if plan.closes then headers["Connection"] = "close" end
    return wrk.format("POST", plan.path, headers, body)
end

-- Requests one after the other, made beforehand.
local function rotation()
    local messages = {}
    for _, path in ipairs(plan.bodies) do table.insert(messages, message(read(path))) end
    return function() return messages[(sent_count - 1) % #messages + 1] end
end

-- One request that is filled in again and again.
local function filling()
    local body = read(plan.body)
    local text = message(body)
    local bytes = ffi.new("uint8_t[?]", #text)
    ffi.copy(bytes, text, #text)
    local start = bytes + #text - #body

    local function fill(offsets, first, step)
        for index = 1, #offsets do
            ffi.cast("int64_t *", start + offsets[index])[0] = first + (index - 1) * step
        end
    end

    return function()
        local number = plan.number + sent_count
        fill(plan.values, number, 1)
        fill(plan.times, plan.begin + 1000LL * number, 0)
        fill(plan.starts, plan.begin + 0LL + number, 0)
        for index = 1, #plan.instances do
            ffi.copy(start + plan.instances[index], string.format("%08x", number), 8)
        end
        return ffi.string(bytes, #text)
    end
end

function setup(thread)
    table.insert(threads, thread)
end

function init(arguments)
    plan = dofile(arguments[1])
    wrk.headers["Host"] = "localhost"
    local next_message = plan.bodies and rotation() or filling()
    request = function()
        sent_count = sent_count + 1
        return next_message()
    end
    if plan.pause > 0 then
        delay = function() return math.random(0, 2 * plan.pause) end
    end
end

-- Prints how many requests its only thread began, and what wrk measured, as JSON.
function done(summary, latency, requests)
    local errors = summary.errors
    io.write("\n", string.format(
        '{"sent": %d, "answered": %d, "microseconds": %d, "refused": %d, "failed": %d, "latency": [%d, %d, %d, %d]}',
        threads[1]:get("sent_count"), summary.requests, summary.duration, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max), "\n")
end
