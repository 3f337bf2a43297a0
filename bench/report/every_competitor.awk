# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Reads the lines of medians.awk; writes the table of all of them.
# nets: the nets in the order of their rows.

{ ns[$1, $2, $3] = $4; if (!($3 in seen)) { seen[$3] = 1; order[++count] = $3 } }
END {
    printf "| net | task |"; for (c = 1; c <= count; ++c) printf " %s |", order[c]; printf "\n|---|---|"
    for (c = 1; c <= count; ++c) printf "--:|"; print ""
    split("forward throughput step batch adam", tasks, " ")
    net_count = split(nets, net_names, " ")
    for (n = 1; n <= net_count; ++n) for (k = 1; k <= 5; ++k) {
        net = net_names[n]; task = tasks[k]
        printf "| %s | %s |", net, task
        for (c = 1; c <= count; ++c) printf (((net, task, order[c]) in ns) ? sprintf(" %.1f |", ns[net, task, order[c]]) : " - |")
        print ""
    }
}
