// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Prints the exact results of each of the UNITS, a list of X(NAME), in one line each, without those that this processor
/// cannot run. Then checks that every unit can catch the exceptions of every other.

#include "unit.hpp"

#include <cstdio>

#define X(name) extern const unit name;
UNITS
#undef X

namespace {

#define X(name) &name,
constexpr const unit* units[]{UNITS};
#undef X

bool can_run(const unit& each) { return !each.for_v3 || __builtin_cpu_supports("x86-64-v3") != 0; }

void print(const unit& each) {
    std::printf("%s:", each.flags);
    if (can_run(each)) {
        const unit_results results = each.run();
        for (const float y : results.y) std::printf(" %a", static_cast<double>(y));
        std::printf(" %a", static_cast<double>(results.loss));
        for (const float y : results.trained) std::printf(" %a", static_cast<double>(y));
        std::printf(" %s (%s) %s",
                    results.reported_by == 1   ? "thrown"
                    : results.reported_by == 2 ? "handled"
                                               : "lost",
                    results.message, results.unchanged ? "unchanged" : "changed");
    }
    std::printf("\n");
}

bool catches(const unit& one, const unit& other) {
    if (one.catches == nullptr || other.fail == nullptr || !can_run(one) || !can_run(other)) return true;
    if (one.catches(other.fail)) return true;
    std::printf("%s does not catch what is thrown by %s\n", one.flags, other.flags);
    return false;
}

}  // namespace

int main() {
    for (const unit* each : units) print(*each);
    std::fflush(stdout);  // an uncaught exception ends the program
    bool good = true;
    for (const unit* one : units)
        for (const unit* other : units) good &= catches(*one, *other);
    return good ? 0 : 1;
}
