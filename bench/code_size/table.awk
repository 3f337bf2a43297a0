# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Reads results.csv; writes a table of bytes of code for each optimization and task.

NR > 1 {
    text[$1, $2, $3, $4 " by " $5] = $6
    if (!(($4 " by " $5) in seen)) { seen[$4 " by " $5] = 1; order[++count] = $4 " by " $5 }
}
END {
    split("-O3 -Os", optimizations, " "); split("forward step", tasks, " ")
    title["forward"] = "forward"; title["step"] = "forward and SGD step, one sample"
    for (o = 1; o <= 2; ++o) for (t = 1; t <= 2; ++t) {
        printf "\n### %s, %s, bytes of code\n\n| net |", optimizations[o], title[tasks[t]]; rule = "|---|"
        for (c = 1; c <= count; ++c) { printf " %s |", order[c]; rule = rule "--:|" }
        print ""; print rule
        for (n = 1; n <= 6; ++n) {
            net = substr("abcdef", n, 1)
            printf "| %s |", toupper(net)
            for (c = 1; c <= count; ++c) printf " %d |", text[optimizations[o], net, tasks[t], order[c]]
            print ""
        }
    }
}
