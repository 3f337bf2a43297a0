# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Includes run one way: a header includes what stands on its own line of order.txt or above it. Every header has a line.
#
#   cmake -D FOLDER=include/perceptype -D ORDER=order.txt -P includes.cmake

file(STRINGS ${ORDER} lines REGEX "^[^#]")
set(level 0)
foreach(line IN LISTS lines)
    math(EXPR level "${level} + 1")
    separate_arguments(rooms UNIX_COMMAND "${line}")
    foreach(room IN LISTS rooms)
        if(NOT EXISTS ${FOLDER}/${room})
            string(APPEND wrong "  order.txt names ${room}, which does not exist\n")
        endif()
        set("level_of_${room}" ${level})
    endforeach()
endforeach()

# level_of(HEADER): the line of that header, else of its folder, as `result`; empty if there is none
macro(level_of header)
    set(result "${level_of_${header}}")
    string(REGEX REPLACE "/.*" "/" room ${header})
    if(NOT result AND NOT room STREQUAL "${header}")
        set(result "${level_of_${room}}")
    endif()
endmacro()

file(GLOB_RECURSE headers RELATIVE ${FOLDER} ${FOLDER}/*.hpp)
foreach(header IN LISTS headers)
    level_of(${header})
    if(NOT result)
        string(APPEND wrong "  ${header} has no line in order.txt\n")
        continue()
    endif()
    set(own ${result})
    file(STRINGS ${FOLDER}/${header} includes REGEX "^#include <perceptype/")
    foreach(include IN LISTS includes)
        string(REGEX REPLACE "^#include <perceptype/(.*)>.*" "\\1" include "${include}")
        level_of(${include})
        if(result AND result GREATER own)
            string(APPEND wrong "  ${header} includes ${include}, which is above it\n")
        endif()
    endforeach()
endforeach()
if(NOT headers OR wrong)
    message(FATAL_ERROR "Includes must run upwards in ${ORDER}:\n${wrong}")
endif()
