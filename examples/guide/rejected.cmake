# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Passes if no program of rejected code compiles, and if each compiler message has the lines that the page shows. Names are
# compared without their namespaces, which depend on the processor, and without regard to spaces.
#
#   cmake -D "PROGRAMS=page.rejected" -D "COMPILE=compiler;flags" -P rejected.cmake
cmake_policy(VERSION 3.25)

file(GLOB programs ${PROGRAMS}.*.cpp)
if(NOT programs)
    message(FATAL_ERROR "no ${PROGRAMS}.*.cpp")
endif()
foreach(program IN LISTS programs)
    execute_process(COMMAND ${COMPILE} ${program} RESULT_VARIABLE result ERROR_VARIABLE output OUTPUT_QUIET)
    if(result EQUAL 0)
        message(FATAL_ERROR "${program} compiles")
    endif()
    string(REGEX REPLACE "[A-Za-z_0-9]+::| |\n" "" squeezed "${output}")
    string(REGEX REPLACE "\\.cpp$" ".txt" lines ${program})
    file(STRINGS ${lines} lines)
    foreach(line IN LISTS lines)
        string(REGEX REPLACE "[A-Za-z_0-9]+::| " "" wanted "${line}")
        string(FIND "${squeezed}" "${wanted}" found)
        if(found EQUAL -1)
            message(FATAL_ERROR "the compiler does not say\n  ${line}\nbut\n${output}")
        endif()
    endforeach()
endforeach()
