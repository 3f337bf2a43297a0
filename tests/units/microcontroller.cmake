# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

cmake_minimum_required(VERSION 3.25)

# Code without exceptions that sets no handler carries nothing that prints, allocates or writes an error's text, which on a
# microcontroller is most of a small program. Compiles SOURCE with the command COMPILE, into FOLDER.

file(MAKE_DIRECTORY ${FOLDER})
foreach(optimization IN ITEMS -O2 -Os)
    set(object ${FOLDER}/microcontroller.o)
    execute_process(COMMAND ${COMPILE} ${optimization} -fno-exceptions -fno-rtti -c ${SOURCE} -o ${object}
        COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND nm ${object} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
    if(NOT symbols MATCHES "perceptype6shared8reporter")
        message(SEND_ERROR "${optimization}: no error is raised, so nothing is tested\n${symbols}")
    endif()
    string(REGEX MATCHALL "[^\n]*(bounded_|write_error|report_error|data_error| U )[^\n]*" needed "${symbols}")
    list(FILTER needed EXCLUDE REGEX " U (memset|memcpy|memmove|_GLOBAL_OFFSET_TABLE_|__stack_chk_fail)$")
    if(needed)
        message(SEND_ERROR "${optimization}: needs ${needed}")
    endif()
endforeach()
