# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Reads sorted lines `net task competitor nanoseconds`; writes `net task competitor median lower-quartile upper-quartile`.

{ key = $1 " " $2 " " $3 }
key != last { flush_group(); last = key; n = 0 }
{ time[n++] = $4 }
function flush_group() { if (last != "") print last, time[int(n / 2)], time[int(n / 4)], time[int(3 * n / 4)] }
END { flush_group() }
