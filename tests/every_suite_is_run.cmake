# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# CTest runs one suite a file, so a test outside the suite of its file would never run: the suites (and tests) at the
# top of PROGRAM have to be SUITES.
execute_process(COMMAND ${PROGRAM} --list_content ERROR_VARIABLE content COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "(^|\n)[^ \n*]+" found "${content}")
list(TRANSFORM found STRIP)
list(REMOVE_ITEM found ${SUITES})
if(found)
    message(FATAL_ERROR "No file is named after: ${found}")
endif()
