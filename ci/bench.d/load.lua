-- wrk's load: every request carries the next of the cookies, and with a pace comes after a pause that makes about so
-- many requests a second of all connections together.
-- Arguments: a file with a Cookie header's value in each line; requests a second, 0 for as many as can be; connections
local requests, last = {}, 0

function init(arguments)
    for cookie in io.lines(arguments[1]) do
        wrk.headers["Cookie"] = cookie
        requests[#requests + 1] = wrk.format()
    end
    local pace = tonumber(arguments[2])
    if pace == 0 then return end
    local longest = math.floor(2000 * tonumber(arguments[3]) / pace + 0.5)
    -- wrk asks for pauses, in milliseconds, where there is a function of this name.
    function delay() return math.random(0, longest) end
end

function request()
    last = last % #requests + 1
    return requests[last]
end
