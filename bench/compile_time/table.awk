# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Reads lines `compiler series point seconds megabytes`; writes a table with a row for each point.
# heading: the title of the first column; all: the series of the table; compilers: in the order of the columns.

{ seconds[$1, $2, $3] = $4; megabytes[$1, $2, $3] = $5 }
index(" " all " ", " " $2 " ") && !($3 in seen) { seen[$3] = 1; points[++count] = $3 }
END {
    series_count = split(all, series, " "); compiler_count = split(compilers, compiler, " ")
    split("umbrella C-forward C-sample C-batches C-both C-all F-both F-all", names, " ")
    split("the umbrella alone|net C, forward|net C, steps of one sample|net C, steps of batches|net C, both kinds of step|net C, all: constructed, forward, both|net F, both kinds of step|net F, all", texts, "|")
    for (i in names) text[names[i]] = texts[i]
    printf "| %s |", heading; rule = "|---|"
    for (k = 1; k <= compiler_count; ++k) for (s = 1; s <= series_count; ++s) {
        task = series[s]; sub(/^[a-z]*-?/, "", task)
        printf " %s%s, s | MB |", compiler[k], (task == "" ? "" : " " task); rule = rule "--:|--:|"
    }
    print ""; print rule
    for (p = 1; p <= count; ++p) {
        printf "| %s |", (points[p] in text ? text[points[p]] : points[p])
        for (k = 1; k <= compiler_count; ++k) for (s = 1; s <= series_count; ++s)
            printf " %.2f | %d |", seconds[compiler[k], series[s], points[p]], megabytes[compiler[k], series[s], points[p]]
        print ""
    }
    print ""
}
