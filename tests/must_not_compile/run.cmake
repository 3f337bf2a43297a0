# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Tests that the compiler rejects one mistake, in the words that a user is to read. Compiles CASE with the command COMPILE twice:
# - as it is: the twin without the mistake, which has to compile without any output;
# - with PERCEPTYPE_MUST_FAIL, which selects the mistake: has to fail with one error, in at most 10 lines of output that
#   contain the text of every line `// expect: TEXT` of the case.
# A line `// compiled with: FLAG` adds a flag to the second command.
# A line `// program: NAME` says that the case is a part of programs/NAME.cpp, in place of the line `#include PERCEPTYPE_CASE`.
# The whole program is written to the file PROGRAM, so that the errors are those of a program without the inclusion; they
# refer to the lines of the case and of the program that it is a part of. A case without that line is a program of its own.
# PRECOMPILED is set if the umbrella is a precompiled header.

set(ENV{LC_ALL} C)

# CMake treats [ ] ; as parts of lists; counting does not need them.
function(count_matches regex text result)
    string(REGEX REPLACE "[][;]" "" text "${text}")
    string(REGEX MATCHALL "${regex}" matches "${text}")
    list(LENGTH matches count)
    set(${result} ${count} PARENT_SCOPE)
endfunction()

set(source ${CASE})
file(STRINGS ${CASE} program REGEX "^// program: ")
if(program)
    string(REGEX REPLACE "^// program: " "${CMAKE_CURRENT_LIST_DIR}/programs/" program "${program}.cpp")
    file(READ ${program} text)
    file(READ ${CASE} case)
    set(marker "#include PERCEPTYPE_CASE\n")
    string(FIND "${text}" "${marker}" position)
    if(position EQUAL -1)
        message(FATAL_ERROR "No line `#include PERCEPTYPE_CASE` in ${program}")
    endif()
    string(SUBSTRING "${text}" 0 ${position} before)
    count_matches("\n" "${before}" line)
    math(EXPR line "${line} + 2")
    string(REPLACE "${marker}" "#line 1 \"${CASE}\"\n${case}#line ${line} \"${program}\"\n" text "${text}")
    set(source ${PROGRAM})
    file(WRITE ${source} "${text}")
endif()

execute_process(COMMAND ${COMPILE} ${source} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT status EQUAL 0 OR NOT output STREQUAL "")
    message(FATAL_ERROR "The twin without the mistake does not compile without any output:\n${output}")
endif()

file(STRINGS ${CASE} flags REGEX "^// compiled with: ")
list(TRANSFORM flags REPLACE "^// compiled with: " "")
execute_process(COMMAND ${COMPILE} ${flags} -DPERCEPTYPE_MUST_FAIL ${source}
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
message("${output}")
if(status EQUAL 0)
    message(FATAL_ERROR "The mistake compiles.")
endif()

count_matches("\n" "${output}" line_count)
# g++ cannot say who included a precompiled header; a user sees that line. It can if the header is none of the umbrella's.
string(FIND "${output}" "from ${source}:" included_by_source)
if(PRECOMPILED AND output MATCHES "In file included from" AND included_by_source EQUAL -1)
    math(EXPR line_count "${line_count} + 1")
endif()
if(line_count GREATER 10)
    message(SEND_ERROR "${line_count} lines instead of at most 10.")
endif()
count_matches("error: " "${output}" error_count)
if(NOT error_count EQUAL 1)
    message(SEND_ERROR "${error_count} errors instead of one.")
endif()

file(STRINGS ${CASE} expectations REGEX "^// expect: ")
if(NOT expectations)
    message(SEND_ERROR "The case expects no text: it needs lines `// expect: TEXT`.")
endif()
foreach(expectation IN LISTS expectations)
    string(REGEX REPLACE "^// expect: " "" text "${expectation}")
    string(FIND "${output}" "${text}" position)
    if(position EQUAL -1)
        message(SEND_ERROR "Not in the output: ${text}")
    endif()
endforeach()
