# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

cmake_minimum_required(VERSION 3.25)

# Translation units for different processors, or built with different flags, may be linked into one program: no function
# of the library may be in two of them, or the linker would keep one, and an older processor might meet an instruction
# that it does not know. `data_error` is the exception: one type for all units, and its functions are the same for all.
# Compiles SOURCE with the command COMPILE for each of TARGETS, lists of flags divided by `|`, into FOLDER.

# The type, its virtual functions, and the variables of the handler.
set(of_data_error "_ZN10perceptype10data_errorD[0-2]Ev|_ZNK10perceptype10data_error4whatEv")
set(for_all "${of_data_error}|(DW\\.ref\\.)?_ZT[VIS]N10perceptype10data_errorE|_ZT[IS]N10perceptype13error_detailsE")
string(APPEND for_all "|_ZN10perceptype6shared(7handler|8reporter)E")

set(seen)
file(MAKE_DIRECTORY ${FOLDER})
string(REPLACE "|" ";" targets "${TARGETS}")
foreach(target IN LISTS targets)
    string(REPLACE " " ";" flags "${target}")
    execute_process(COMMAND ${COMPILE} ${flags} -c ${SOURCE} -o ${FOLDER}/target.o COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND nm ${FOLDER}/target.o OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
    # W: an inline function; u, V: a variable
    string(REGEX MATCHALL "[WVu] [^\n]*perceptype[^\n]*" symbols "${symbols}")
    set(shared ${symbols})
    list(FILTER shared INCLUDE REGEX "^[WVu] (${for_all})$")
    list(FILTER symbols EXCLUDE REGEX "^[WVu] (${for_all})$")
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

    list(TRANSFORM shared REPLACE "^[WVu] " "")
    list(FILTER shared INCLUDE REGEX "^(${of_data_error})$")
    foreach(function IN LISTS shared)
        execute_process(COMMAND objdump -d --no-show-raw-insn --disassemble=${function} ${FOLDER}/target.o
            OUTPUT_VARIABLE code COMMAND_ERROR_IS_FATAL ANY)
        if(code MATCHES "[ \t](ret|jmp)")
            set(code_is_seen TRUE)  # one name of a function with several is enough
        endif()
        if(code MATCHES "%[xyz]mm")
            message(SEND_ERROR "${target}: ${function} uses vector registers, and is for all processors\n${code}")
        endif()
    endforeach()
endforeach()
if(NOT code_is_seen)
    message(SEND_ERROR "No target has a function of data_error, so those are not tested")
endif()
