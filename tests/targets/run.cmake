# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

cmake_minimum_required(VERSION 3.25)

# Translation units for different processors may be linked into one program: no function of the library may be in two of
# them, or the linker would keep one, and an older processor might meet an instruction that it does not know.
# Compiles SOURCE with the command COMPILE for each of TARGETS, lists of flags divided by `|`, into FOLDER.

set(seen)
file(MAKE_DIRECTORY ${FOLDER})
string(REPLACE "|" ";" targets "${TARGETS}")
foreach(target IN LISTS targets)
    string(REPLACE " " ";" flags "${target}")
    execute_process(COMMAND ${COMPILE} ${flags} -c ${SOURCE} -o ${FOLDER}/target.o COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND nm ${FOLDER}/target.o OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
    # W: an inline function; u, V: a variable
    string(REGEX MATCHALL "[WVu] [^\n]*perceptype[^\n]*" symbols "${symbols}")
    list(LENGTH symbols count)
    message("${target}: ${count} functions and variables")
    if(count EQUAL 0)
        message(SEND_ERROR "${target}: no function of the library, so nothing is tested")
    endif()
    foreach(symbol IN LISTS symbols)
        if(symbol IN_LIST seen)
            message(SEND_ERROR "${target} shares ${symbol}")
        endif()
    endforeach()
    list(APPEND seen ${symbols})
endforeach()
