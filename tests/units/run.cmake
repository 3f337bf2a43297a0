# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

cmake_minimum_required(VERSION 3.25)

# Translation units that are compiled with different flags behave in one program as each does alone: the same outputs, bit
# for bit, and errors that are thrown or handled as each was compiled. What one throws another one catches.
# Compiles unit.cpp in SOURCES with the command COMPILE once for each combination of flags, into FOLDER, and links each
# alone, then all together, as often as there are units: of an inline function that several units hold, the linker keeps
# the first, so each unit comes first once, and thus before every other.

file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})

# Links and runs a program of units by their numbers, in this order; they print in the order of their numbers.
function(run)
    set(objects ${ARGN})
    list(TRANSFORM objects REPLACE "(.+)" "${FOLDER}/\\1.o")
    set(numbers ${ARGN})
    list(SORT numbers COMPARE NATURAL)
    list(TRANSFORM numbers REPLACE "(.+)" "X(unit_\\1)" OUTPUT_VARIABLE names)
    list(JOIN names " " names)
    execute_process(COMMAND ${COMPILE} "-DUNITS=${names}" ${SOURCES}/main.cpp ${objects} -o ${FOLDER}/program
        COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND ${FOLDER}/program OUTPUT_VARIABLE output RESULT_VARIABLE status)
    set(output "${output}" PARENT_SCOPE)
    set(status "${status}" PARENT_SCOPE)
endfunction()

set(units)
set(expected)
foreach(exceptions IN ITEMS -fexceptions -fno-exceptions)
    foreach(optimization IN ITEMS -O0 -O2 -Os "-O2 -ffast-math")
        foreach(target IN ITEMS -march=x86-64 -march=x86-64-v3)
            list(LENGTH units number)
            set(name "${optimization} ${exceptions} ${target}")
            string(REPLACE " " ";" flags "${name}")
            execute_process(COMMAND ${COMPILE} ${flags} "-DFLAGS=\"${name}\"" -DUNIT=unit_${number}
                    -c ${SOURCES}/unit.cpp -o ${FOLDER}/${number}.o
                COMMAND_ERROR_IS_FATAL ANY)
            run(${number})
            message("${output}")
            if(exceptions STREQUAL "-fexceptions")
                set(end "thrown")
            else()
                set(end "handled")
            endif()
            string(APPEND end " (step: class: expected a class below 3, found 3) unchanged\n")
            string(FIND "${output}" "${end}" position)
            if(NOT status EQUAL 0 OR (position EQUAL -1 AND NOT output STREQUAL "${name}:\n"))
                message(SEND_ERROR "${name}, alone: ends with ${status}, and does not print ${end}")
            endif()
            list(APPEND units ${number})
            string(APPEND expected "${output}")
        endforeach()
    endforeach()
endforeach()

foreach(first IN LISTS units)
    set(others ${units})
    list(REMOVE_ITEM others ${first})
    run(${first} ${others})
    if(NOT status EQUAL 0 OR NOT output STREQUAL expected)
        message(SEND_ERROR "With ${first}.o first: ends with ${status} and prints\n${output}")
    endif()
endforeach()
list(LENGTH units count)
message("${count} units, each linked before every other")
