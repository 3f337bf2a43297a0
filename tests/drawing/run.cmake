# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Has Graphviz render what PROGRAM draws into FOLDER, and looks for labels in the pictures. Skipped where Graphviz is not installed.
find_program(DOT dot NO_CACHE)
if(NOT DOT)
    message("skipped: no dot; it comes with the package graphviz")
    return()
endif()
file(MAKE_DIRECTORY ${FOLDER})
execute_process(COMMAND ${PROGRAM} ${FOLDER} COMMAND_ERROR_IS_FATAL ANY)

function(expect name)
    execute_process(COMMAND ${DOT} -Tsvg ${FOLDER}/${name}.dot OUTPUT_VARIABLE picture ERROR_VARIABLE complaint RESULT_VARIABLE status)
    if(NOT status EQUAL 0 OR NOT complaint STREQUAL "")
        message(SEND_ERROR "dot does not like ${name}.dot: ${status} ${complaint}")
    endif()
    # Semicolons would part CMake's lists.
    string(REPLACE "&lt;" "<" picture "${picture}")
    string(REPLACE "&gt;" ">" picture "${picture}")
    string(REPLACE "&quot;" "'" picture "${picture}")
    foreach(label IN LISTS ARGN)
        string(FIND "${picture}" ">${label}</text>" position)
        if(position EQUAL -1)
            message(SEND_ERROR "no label \"${label}\" in the picture of ${name}.dot")
        endif()
    endforeach()
endfunction()

expect(plain input "conv2d<4, kernel<3>>" relu "1 x 8 x 8" "4 x 6 x 6" 144 softmax output)
expect(deep + "dense<2, no_bias>" tanh 8 2)
expect(reader "an 'image'" "meta\\data" "1 x 8 x 8" eye both concat "dense<10>" 292 "output digit" "output slant")
