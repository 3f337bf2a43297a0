# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# The umbrella has to bring every header of HEADERS but those in io/, which may allocate. DEPEND is the command that
# makes the compiler name what the umbrella includes, seen from the folder that this runs in, the repository's.
execute_process(COMMAND ${DEPEND} OUTPUT_VARIABLE included COMMAND_ERROR_IS_FATAL ANY)
foreach(header IN LISTS HEADERS)
    cmake_path(RELATIVE_PATH header BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    string(FIND "${included}" "${header}" position)
    if(header MATCHES "^include/perceptype/io/")
        if(NOT position EQUAL -1)
            message(SEND_ERROR "include/perceptype.hpp must not include ${header}")
        endif()
    elseif(position EQUAL -1)
        message(SEND_ERROR "include/perceptype.hpp lacks ${header}")
    endif()
endforeach()
