# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Reads the lines of medians.awk; writes what gnuplot draws: times as multiples of Perceptype's.
# nets: the nets in the order of the picture.

{ ns[$1, $2, $3] = $4; if ($3 !~ /^(perceptype|limit)$/ && !($3 in seen)) { seen[$3] = 1; order[++count] = $3 } }
END {
    printf "task"; for (c = 1; c <= count; ++c) printf " %s", order[c]; print ""
    split("forward step batch", tasks, " ")
    net_count = split(nets, net_names, " ")
    for (k = 1; k <= 3; ++k) for (n = 1; n <= net_count; ++n) {
        net = net_names[n]
        if (!((net, tasks[k], "perceptype") in ns)) continue
        printf "%s-%s", net, tasks[k]
        for (c = 1; c <= count; ++c) printf (((net, tasks[k], order[c]) in ns) ? sprintf(" %.3f", ns[net, tasks[k], order[c]] / ns[net, tasks[k], "perceptype"]) : " NaN")
        print ""
    }
}
