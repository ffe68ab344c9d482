// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What Redis does by itself, so that nobody comes between reading and writing.
///
/// - Source: redis.io "Scripting with Lua": a script is executed as a whole.
enum RedisScripts {
    /// Replaces the sessions under `KEYS`; `ARGV` has a value, its generation and its time to live for each of them.
    ///
    /// All are read before one is written, so that a key of another type stops the script before it has done anything.
    static let update = """
        local present = {}
        for i, key in ipairs(KEYS) do present[i] = redis.call('GET', key) end
        local outcomes = {}
        for i, key in ipairs(KEYS) do
            local generation = present[i] and tonumber(string.match(present[i], '^1 %d+ (%d+)') or '0')
            if not generation then
                outcomes[i] = 'gone'
            elseif generation > tonumber(ARGV[3 * i - 1]) then
                outcomes[i] = 'outdated'
            else
                redis.call('SET', key, ARGV[3 * i - 2], 'PX', ARGV[3 * i])
                outcomes[i] = 'kept'
            end
        end
        return outcomes
        """

    /// Gives a lock free that is still its owner's.
    static let unlock = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
        return 0
        """
}
