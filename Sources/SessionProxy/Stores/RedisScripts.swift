// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What Redis does by itself, so that nobody comes between reading and writing.
///
/// - Shape: a session's value begins with a line: `1`, its expiry, its generation, and the digests of its owner where they
///   are known. Two kinds of sorted sets lead from a digest to the names of sessions, by their expiry, so that names of
///   sessions that Redis forgot by itself go with the next one that enters.
/// - Source: redis.io "Scripting with Lua": a script is executed as a whole.
enum RedisScripts {
    /// What the other scripts share.
    private static let common = """
        local function index(kind, digest) return 'tenantless:' .. kind .. ':' .. digest end
        local function owner(value)
            if type(value) ~= 'string' then return nil end
            return string.match(value, '^1 %d+ %d+ ([%w_-]+) ?([%w_-]*)\\n')
        end
        local function enter(kind, digest, name, expiresAt, left)
            if digest == '' then return end
            local key = index(kind, digest)
            redis.call('ZREMRANGEBYSCORE', key, '-inf', expiresAt - left)
            redis.call('ZADD', key, expiresAt, name)
            if redis.call('PTTL', key) < left then redis.call('PEXPIRE', key, left) end
        end
        local function write(key, name, value, expiresAt, left)
            redis.call('SET', key, value, 'PX', left)
            local subject, signIn = owner(value)
            if not subject then return end
            enter('subject', subject, name, expiresAt, left)
            enter('sign-in', signIn, name, expiresAt, left)
        end
        local function forget(key, name, value)
            local subject, signIn = owner(value)
            if subject then
                redis.call('ZREM', index('subject', subject), name)
                redis.call('ZREM', index('sign-in', signIn), name)
            end
            redis.call('DEL', key)
        end

        """

    /// Makes a session; `ARGV` has its name, value, expiry, and time to live.
    static let create =
        common + """
            if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
            write(KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]))
            return 1
            """

    /// Replaces the sessions under `KEYS`; `ARGV` has name, value, expiry, time to live and generation for each of them.
    ///
    /// All are read before one is written, so that a key of another type stops the script before it has done anything.
    static let update =
        common + """
            local present = {}
            for i, key in ipairs(KEYS) do present[i] = redis.call('GET', key) end
            local outcomes = {}
            for i, key in ipairs(KEYS) do
                local at = 5 * i - 4
                local generation = present[i] and tonumber(string.match(present[i], '^1 %d+ (%d+)') or '0')
                if not generation then
                    outcomes[i] = 'gone'
                elseif generation > tonumber(ARGV[at + 4]) then
                    outcomes[i] = 'outdated'
                else
                    write(key, ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3]))
                    outcomes[i] = 'kept'
                end
            end
            return outcomes
            """

    /// Forgets the session under `KEYS`, whatever the key holds, and tells it; `ARGV` has its name and the channel.
    static let delete =
        common + """
            forget(KEYS[1], ARGV[1], redis.pcall('GET', KEYS[1]))
            redis.call('PUBLISH', ARGV[2], ARGV[1])
            return 1
            """

    /// Carries out the order whose key is `KEYS[1]`, once; `ARGV` has its time to live, the channel, the word that goes
    /// before the names of ended sessions, and the digests of person and sign-in for each of its targets.
    ///
    /// All is read before anything is written, as above.
    static let end =
        common + """
            if redis.call('EXISTS', KEYS[1]) == 1 then return false end
            local sessions = {}
            for i = 4, #ARGV, 2 do
                local subject, signIn = ARGV[i], ARGV[i + 1]
                local key = subject ~= '' and index('subject', subject) or index('sign-in', signIn)
                for _, name in ipairs(redis.call('ZRANGE', key, 0, -1)) do
                    local value = redis.call('GET', 'tenantless:session:' .. name)
                    local _, its = owner(value)
                    if its and (signIn == '' or its == '' or its == signIn) then sessions[name] = value end
                end
            end
            redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
            local names = {}
            for name, value in pairs(sessions) do
                forget('tenantless:session:' .. name, name, value)
                redis.call('PUBLISH', ARGV[2], ARGV[3] .. name)
                names[#names + 1] = name
            end
            return names
            """

    /// Ends sessions of a person, those that would expire first, until only so many others than one are left; `ARGV` has
    /// the digest of the person, that number, the name of that one, the channel, and the word that goes before names.
    ///
    /// All is read before anything is written, as above.
    static let trim =
        common + """
            local others, sessions, names = 0, {}, {}
            for _, name in ipairs(redis.call('ZREVRANGE', index('subject', ARGV[1]), 0, -1)) do
                local value = name ~= ARGV[3] and redis.call('GET', 'tenantless:session:' .. name)
                if value then
                    others = others + 1
                    if others > tonumber(ARGV[2]) then sessions[name] = value end
                end
            end
            for name, value in pairs(sessions) do
                forget('tenantless:session:' .. name, name, value)
                redis.call('PUBLISH', ARGV[4], ARGV[5] .. name)
                names[#names + 1] = name
            end
            return names
            """

    /// Gives a lock free that is still its owner's.
    static let unlock = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
        return 0
        """
}
