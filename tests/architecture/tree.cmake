# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# The tree in README.md shows the folders that exist: all of include/perceptype/ and all at the top, and no others.
# It is the code block with a line `include/perceptype/`. The indented lines after that line are folders and headers of
# include/perceptype; a line may name several before its text.
#
#   cmake -D ROOT=. -P tree.cmake

cmake_policy(VERSION 3.25)

file(READ ${ROOT}/README.md text)
string(REGEX REPLACE "[][;]" "" text "${text}") # CMake treats them as parts of lists
string(REPLACE "\n" ";" lines "${text}")

# The block that has the line, as `tree`.
set(block)
foreach(line IN LISTS lines)
    if(line MATCHES "^```")
        if("${block}" MATCHES "(^|;)include/perceptype/( |;|$)")
            set(tree ${block})
        endif()
        set(block)
    else()
        list(APPEND block "${line}")
    endif()
endforeach()
if(NOT tree)
    message(FATAL_ERROR "README.md has no code block with a line that begins with `include/perceptype/`")
endif()

set(prefix)
foreach(line IN LISTS tree)
    if(line MATCHES "^[^ ]")
        set(prefix)
    endif()
    # The names at the start of the line: words with a slash or a dot in them, which no text after them begins with.
    string(STRIP "${line}" rest)
    while(rest MATCHES "^([A-Za-z_./]*[a-z_]/|[A-Za-z_./]+\\.[a-z]+)([ ,]+(.*))?$")
        set(name ${prefix}${CMAKE_MATCH_1})
        set(rest "${CMAKE_MATCH_3}")
        if(NOT EXISTS ${ROOT}/${name})
            string(APPEND wrong "  ${name} is in the tree and does not exist\n")
        endif()
        list(APPEND named ${name})
        string(REGEX REPLACE "/.*" "/" top "${name}")
        list(APPEND named ${top})
    endwhile()
    if(line MATCHES "^include/perceptype/( |$)")
        set(prefix include/perceptype/)
    endif()
endforeach()

file(GLOB folders LIST_DIRECTORIES TRUE RELATIVE ${ROOT} ${ROOT}/* ${ROOT}/include/perceptype/*)
foreach(folder IN LISTS folders)
    # Folders of builds and of editors are not the repository's.
    if(IS_DIRECTORY ${ROOT}/${folder} AND NOT folder MATCHES "^(\\.|build|cmake-build|out$)" AND NOT "${folder}/" IN_LIST named)
        string(APPEND wrong "  ${folder}/ exists and is not in the tree\n")
    endif()
endforeach()
if(wrong)
    message(FATAL_ERROR "The tree in README.md does not show the folders that exist:\n${wrong}")
endif()
