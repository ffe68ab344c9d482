# First file: the table, "Target: name name ..."; second file: the arrows of Package.swift, "Target name".
# Prints one error per arrow that is not allowed or breaks a law, then one line of counts.

function complain(sentence) { print "error: " sentence; problems++ }

# Whether `target` reaches `goal` along the arrows of Package.swift.
function reaches(target, goal) {
    split("", seen)
    return walk(target, goal)
}
function walk(target, goal,    parts, count, i) {
    if (target in seen) return 0
    seen[target] = 1
    count = split(arrowsOf[target], parts, " ")
    for (i = 1; i <= count; i++)
        if (parts[i] == goal || walk(parts[i], goal)) return 1
    return 0
}
function neverReaches(target, goal, law) {
    if (reaches(target, goal)) complain(target " reaches " goal ": " law)
}

FILENAME == ARGV[1] {
    sub(/#.*/, "")
    if (NF == 0) next
    target = $1
    sub(/:$/, "", target)
    inTable[target] = 1
    for (i = 2; i <= NF; i++) allowed[target, $i] = 1
    next
}
{
    targets[$1] = 1
    if (NF < 2) next
    arrows++
    arrowsOf[$1] = arrowsOf[$1] " " $2
    if (!(($1, $2) in allowed) && !(($1, "*") in allowed))
        complain($1 " imports " $2 ", which ci/arrows.txt does not allow")
    if ($1 != "Transport" && $2 ~ /^(NIOPosix|NIOSSL|HummingbirdCore|HummingbirdTLS|NIOTransportServices|AsyncHTTPClient)$/)
        complain($1 " imports " $2 ": sockets are opened in Transport only")
}
END {
    for (name in targets) if (!(name in inTable)) complain(name " has no line in ci/arrows.txt")
    for (name in inTable) if (!(name in targets)) complain(name " stands in ci/arrows.txt but not in Package.swift")

    judges = split("ScenarioLanguage ScenarioRunner Conformance", judge, " ")
    parties = split("SessionProxy MockTenant MockIdentityProvider", party, " ")
    for (j = 1; j <= judges; j++) {
        for (p = 1; p <= parties; p++)
            neverReaches(judge[j], party[p], "the judge never imports the accused, nor a witness")
        neverReaches(judge[j], "Transport", "the judge opens no socket")
    }
    for (p = 1; p <= parties; p++)
        for (q = 1; q <= parties; q++)
            if (p != q) neverReaches(party[p], party[q], "parties meet on the wire only")

    for (name in targets) count++
    printf "ci/arrows: %d targets, %d arrows, %d problems\n", count, arrows, problems
    exit problems > 0
}
