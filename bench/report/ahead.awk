# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Reads the lines of medians.awk; writes a table for each task: Perceptype, its best competitor and the limit.
# nets: the nets in the order of their rows.

{ ns[$1, $2, $3] = $4; low[$1, $2, $3] = $5; spread[$1, $2, $3] = $5 " to " $6; seen[$3] = 1 }
END {
    net_count = split(nets, net_names, " ")
    split("forward throughput step batch adam", tasks, " ")
    title["forward"] = "Forward, one sample, latency"; title["throughput"] = "Forward, 32 samples, each"
    title["step"] = "SGD step, one sample"; title["batch"] = "SGD step, batch of 32, each sample"; title["adam"] = "Adam step, batch of 32, each sample"
    for (k = 1; k <= 5; ++k) {
        task = tasks[k]
        printf "### %s\n\n| net | g++ ns | quartiles | clang ns | best competitor | its ns | ahead | undisturbed | limit ns | of the limit |\n|---|--:|--:|--:|---|--:|--:|--:|--:|--:|\n", title[task]
        for (n = 1; n <= net_count; ++n) {
            net = net_names[n]
            best = ""; calm = ""
            for (name in seen)
                if (name !~ /^(perceptype|limit)/ && (net, task, name) in ns) {
                    if (best == "" || ns[net, task, name] < ns[net, task, best]) best = name
                    if (calm == "" || low[net, task, name] < low[net, task, calm]) calm = name
                }
            if (!((net, task, "perceptype") in ns)) continue
            own = ns[net, task, "perceptype"]
            split(spread[net, task, "perceptype"], part, " to ")
            clang = ((net, task, "perceptype-clang") in ns) ? sprintf("%.1f", ns[net, task, "perceptype-clang"]) : "-"
            ahead = (best != "") ? sprintf("%s | %.1f | %.2fx | %.2fx", best, ns[net, task, best], ns[net, task, best] / own, low[net, task, calm] / low[net, task, "perceptype"]) : "- | - | - | -"
            limit = ((net, task, "limit") in ns) ? sprintf("%.1f | %.0f %%", ns[net, task, "limit"], 100 * ns[net, task, "limit"] / own) : "- | -"
            printf "| %s | %.1f | %.1f to %.1f | %s | %s | %s |\n", net, own, part[1], part[2], clang, ahead, limit
        }
        print ""
    }
}
