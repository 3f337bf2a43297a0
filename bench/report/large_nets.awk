# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Reads sorted lines `net task competitor nanoseconds` of the nets that are larger than the caches; writes the rows of their
# table, from medians.

{ key = $1 " " $2 " " $3; if (key != last) { if (last != "") keep(); last = key; n = 0 } time[n++] = $4 }
function keep() { split(last, part, " "); ns[part[1] " " part[2], part[3]] = time[int(n / 2)] }
END {
    keep()
    for (each in ns) {
        split(each, part, SUBSEP)
        if (part[2] == "perceptype" && (part[1], "limit") in ns) {
            split(part[1], name, " ")
            printf "| %s | %s | %.0f | %.0f | %.0f %% |\n", name[1], name[2], ns[each], ns[part[1], "limit"], 100 * ns[part[1], "limit"] / ns[each]
        }
    }
}
