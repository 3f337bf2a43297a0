# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Tests one refusal: compiles SOURCE with the command COMPILE, twice.
# - As it is, the control: has to compile without a word.
# - With PERCEPTYPE_MUST_FAIL, which picks the fault: has to fail with one error, in at most 10 lines, in which every
#   text that SOURCE announces in a line `// expect: TEXT` appears. A line `// compiled with: FLAG` adds a flag to this.
# PRECOMPILED says that the umbrella is a precompiled header.

set(ENV{LC_ALL} C)

execute_process(COMMAND ${COMPILE} ${SOURCE} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT status EQUAL 0 OR NOT output STREQUAL "")
    message(FATAL_ERROR "The control does not compile without a word:\n${output}")
endif()

file(STRINGS ${SOURCE} flags REGEX "^// compiled with: ")
list(TRANSFORM flags REPLACE "^// compiled with: " "")
execute_process(COMMAND ${COMPILE} ${flags} -DPERCEPTYPE_MUST_FAIL ${SOURCE}
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
message("${output}")
if(status EQUAL 0)
    message(FATAL_ERROR "The fault compiles.")
endif()

# CMake takes [ ] ; for parts of a list, and none of them matters in counting.
string(REGEX REPLACE "[][;]" "" countable "${output}")
string(REGEX MATCHALL "\n" lines "${countable}")
list(LENGTH lines line_count)
# g++ cannot say who included a precompiled header; a user sees that line.
if(PRECOMPILED AND output MATCHES "In file included from")
    math(EXPR line_count "${line_count} + 1")
endif()
if(line_count GREATER 10)
    message(SEND_ERROR "${line_count} lines instead of at most 10.")
endif()
string(REGEX MATCHALL "error: " errors "${countable}")
list(LENGTH errors error_count)
if(NOT error_count EQUAL 1)
    message(SEND_ERROR "${error_count} errors instead of one.")
endif()

file(STRINGS ${SOURCE} expectations REGEX "^// expect: ")
if(NOT expectations)
    message(SEND_ERROR "The file announces no text: it needs lines `// expect: TEXT`.")
endif()
foreach(expectation IN LISTS expectations)
    string(REGEX REPLACE "^// expect: " "" text "${expectation}")
    string(FIND "${output}" "${text}" position)
    if(position EQUAL -1)
        message(SEND_ERROR "Not in the output: ${text}")
    endif()
endforeach()
